namespace TrainForge.Diagnostics;

// 1: configuration and build
public static partial class Rules
{
    public static readonly DiagnosticRule OptionOutOfRange = new(
        "TF1001", Severity.Error, "A setting is out of range",
        "'{0}' is {1}; it must be {2}.");
}
