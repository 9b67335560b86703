namespace TrainForge.Diagnostics;

// 1: configuration and build
public static partial class Rules
{
    public static readonly DiagnosticRule OptionOutOfRange = new(
        "TF1001", Severity.Error, "A setting is out of range",
        "'{0}' is {1}; it must be {2}.");

    public static readonly DiagnosticRule ToolMissing = new(
        "TF1060", Severity.Error, "The trainforge tool is not where it should be",
        "There is no trainforge tool at '{0}'. Restore the project again, or set TrainForgeTool to the path of trainforge.dll.");

    public static readonly DiagnosticRule SwitchNotUnderstood = new(
        "TF1061", Severity.Warning, "A switch is neither on nor off",
        "'{0}' is '{1}'; it must be true, 1, yes or on, or false, 0, no or off. The default is used.");

    public static readonly DiagnosticRule ToolFailed = new(
        "TF1062", Severity.Error, "A command of the tool did not succeed",
        "'trainforge {0}' ended with exit code {1}: {2} Exit code 3 means that a gate fell short, 4 that there was too little to judge by; run the command alone to see all of its output.");

    public static readonly DiagnosticRule DatasetVersionMissing = new(
        "TF1063", Severity.Error, "There is no version of the dataset",
        "The dataset '{0}' has no version in '{1}'. Run the tests once, or 'trainforge dataset build', and look whether TrainForgeDatasetName names the dataset you mean.");

    public static readonly DiagnosticRule ManifestUnreadable = new(
        "TF1064", Severity.Error, "A dataset's manifest cannot be read",
        "The manifest of the dataset '{0}' is not what TrainForge writes. Run 'trainforge dataset verify', or delete the version's folder and build the dataset again.");

    public static readonly DiagnosticRule MSTestTooOld = new(
        "TF1065", Severity.Warning, "This MSTest cannot be recorded",
        "'MSTest.TestFramework' is {0}; recording needs 3.10 or later. Tests run as before and leave nothing. Update MSTest, or set TrainForgeEnabled to false.");

    public static readonly DiagnosticRule LanguageWithoutHook = new(
        "TF1066", Severity.Warning, "This test framework cannot be recorded in this language",
        "'{0}' in a project in '{1}' cannot be recorded: its hook is source text in C# or VB. Tests run as before and leave nothing. Set TrainForgeEnabled to false to say that this is meant.");

    public static readonly DiagnosticRule AttributesNotGenerated = new(
        "TF1067", Severity.Warning, "The hooks cannot be added to this assembly",
        "'GenerateAssemblyInfo' is '{0}', and in '{1}' the hooks are added with the generated assembly attributes. Tests run as before and leave nothing. Set GenerateAssemblyInfo to true, or TrainForgeEnabled to false.");
}
