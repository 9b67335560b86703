namespace TrainForge.Diagnostics;

// 6: runs and launchers
public static partial class Rules
{
    public static readonly DiagnosticRule ModelFileMissing = new(
        "TF6001", Severity.Error, "A model's folder is not complete",
        "The model at '{0}' has no '{1}'. Point 'training.base' at a folder in Hugging Face's layout, or make one with 'trainforge model init'.");

    public static readonly DiagnosticRule RunFileUnreadable = new(
        "TF6002", Severity.Error, "A file of a run cannot be read",
        "'{0}' is not what this version writes: {1} Take the file from a backup, or delete its folder and make it again.");

    public static readonly DiagnosticRule NoCompletedRun = new(
        "TF6003", Severity.Error, "Nothing has been trained",
        "There is no completed run under '{0}'. Run 'trainforge train' first.");

    public static readonly DiagnosticRule RunNotFound = new(
        "TF6004", Severity.Error, "A run is not found",
        "There is no run '{0}' under '{1}'.{2} A run is named by its id, as 'trainforge runs list' prints it, by the beginning of its id, or by its folder.");

    public static readonly DiagnosticRule RunAmbiguous = new(
        "TF6005", Severity.Error, "Several runs are meant",
        "'{0}' is the beginning of several runs: {1}. Write more of the id.");

    public static readonly DiagnosticRule RunIncomplete = new(
        "TF6006", Severity.Error, "A run is not complete",
        "Run '{0}' cannot be used: {1}. Train it again; an incomplete run is never taken for a finished one.");

    public static readonly DiagnosticRule RunModeNotYet = new(
        "TF6007", Severity.Error, "A run mode is not there yet",
        "Run mode '{0}' is not built yet. Use reuse_if_exists or force_new.");

    public static readonly DiagnosticRule BaseChanged = new(
        "TF6008", Severity.Error, "The base model is no longer the one that was trained on",
        "The weights at '{0}' are not those that run '{1}' started from. Put the old ones back, or train again on the new ones.");

    public static readonly DiagnosticRule RunNotReproduced = new(
        "TF6009", Severity.Error, "A run could not be reproduced",
        "Trained again, run '{0}' gives other bytes in: {1}. Compare the tool versions; when they are the same, this is a defect worth reporting.");

    public static readonly DiagnosticRule DatasetOfRunGone = new(
        "TF6010", Severity.Error, "The dataset of a run is not there any more",
        "Run '{0}' was trained on dataset '{1}' with hash {2}, and that version is not there or holds other bytes. Build it again from its sources, or take it from a backup.");

    public static readonly DiagnosticRule NothingFits = new(
        "TF6011", Severity.Error, "No example is short enough",
        "All {0} training examples are longer than max_length, which is {1} tokens; the shortest has {2}. Raise 'training.max_length' or train on shorter tests.");

    public static readonly DiagnosticRule ReportsNotWritten = new(
        "TF6090", Severity.Warning, "The reports were not written",
        "The reports of the tests were not written: {0} The tests and the dataset are not affected; run 'trainforge report' to try again.");

    public static readonly DiagnosticRule DiagramNotDrawn = new(
        "TF6091", Severity.Warning, "A diagram was not drawn",
        "'{0}' was not drawn by plantuml: {1}. The diagram itself is there as text; run plantuml on it to see what it says, or 'trainforge report --no-png' to do without pictures.");
}
