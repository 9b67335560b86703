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
}
