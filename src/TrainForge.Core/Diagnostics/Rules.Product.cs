namespace TrainForge.Diagnostics;

// 0: the product itself
public static partial class Rules
{
    public static readonly DiagnosticRule InternalError = new(
        "TF0001", Severity.Error, "TrainForge failed unexpectedly",
        "Unexpected {0}: {1} This is a defect in TrainForge; report it with the log at '{2}'.");
}
