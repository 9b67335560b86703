namespace TrainForge.Diagnostics;

// 5: capture and hooks
public static partial class Rules
{
    public static readonly DiagnosticRule DatasetNotBuilt = new(
        "TF5050", Severity.Warning, "The dataset was not built after the tests",
        "The dataset was not built: {0}. The tests and what they recorded are not affected; run 'trainforge dataset build' to see the whole output.");

    public static readonly DiagnosticRule DatasetNotAskedFor = new(
        "TF5051", Severity.Warning, "The dataset could not be asked for",
        "The dataset could not be asked for in '{0}': {1} Make the folder writable, or set TrainForgeRoot or TRAINFORGE_ROOT to one that is.");
}
