namespace TrainForge.Diagnostics;

// 5: capture and hooks
public static partial class Rules
{
    public static readonly DiagnosticRule StashNotWritable = new(
        "TF5001", Severity.Warning, "A stash could not be written",
        "Nothing can be stashed in '{0}': {1} The tests are not affected, but they leave no data behind. Make the folder writable, free some space, or set TRAINFORGE_ROOT to another folder.");

    public static readonly DiagnosticRule InteractionWithheld = new(
        "TF5002", Severity.Warning, "A model call was withheld",
        "A model call of test '{0}' was withheld, because its text could not be redacted: {1} Only its time and its place are kept. Shorten the text, or repair the redaction rules.");

    public static readonly DiagnosticRule InteractionsOutsideTests = new(
        "TF5003", Severity.Warning, "Model calls belong to no test",
        "{0} model calls were not kept: {1} came while no test could be found, {2} after their test had ended. Await the work before the test ends; for a TestServer set PreserveExecutionContext to true.");

    public static readonly DiagnosticRule CaptureFailed = new(
        "TF5004", Severity.Warning, "Capture failed unexpectedly",
        "Capture failed while {0} ('{1}': {2}) The test is not affected, but something it did may be missing from its stash. This is a defect in TrainForge; report it with this line.");

    public static readonly DiagnosticRule AttachmentNotKept = new(
        "TF5005", Severity.Warning, "A file was not attached",
        "'{0}' was not attached to the stash: {1} Attach a file that exists, while the test runs.");

    public static readonly DiagnosticRule StashFull = new(
        "TF5006", Severity.Warning, "A stash is full",
        "The stash of test '{0}' reached its limit of {1} bytes; what the test did afterwards was not recorded. Record less in one test, or raise 'max_stash_bytes' under 'capture'.");

    public static readonly DiagnosticRule DatasetNotBuilt = new(
        "TF5050", Severity.Warning, "The dataset was not built after the tests",
        "The dataset was not built: {0}. The tests and what they recorded are not affected; run 'trainforge dataset build' to see the whole output.");

    public static readonly DiagnosticRule DatasetNotAskedFor = new(
        "TF5051", Severity.Warning, "The dataset could not be asked for",
        "The dataset could not be asked for in '{0}': {1} Make the folder writable, or set TrainForgeRoot or TRAINFORGE_ROOT to one that is.");

    public static readonly DiagnosticRule HookFailed = new(
        "TF5052", Severity.Warning, "A hook of TrainForge failed",
        "The hook for '{0}' failed: {1} What the tests recorded may be incomplete; their results are not affected. Later failures of this hook are not told.");

    public static readonly DiagnosticRule TestsNotGreen = new(
        "TF5080", Severity.Warning, "The tests did not pass",
        "'{0}' {1} in the run '{2}'{3}. What they were tested with is not kept as green: make the tests pass, then record again.");

    public static readonly DiagnosticRule InputsChangedMeanwhile = new(
        "TF5081", Severity.Warning, "Files changed while the tests ran",
        "The inputs of '{0}' are not those the tests began with, so their green run is not kept. Run the tests again; when they write files themselves, name these under 'gate.ignore'.");

    public static readonly DiagnosticRule StashesNotRemoved = new(
        "TF5110", Severity.Warning, "Old stashes could not be removed",
        "{0} folders of old stashes could not be removed, the first is '{1}': {2} They are not read any more and take only room; the next build tries again.");
}
