namespace TrainForge.Diagnostics;

// 0: the product itself
public static partial class Rules
{
    public static readonly DiagnosticRule InternalError = new(
        "TF0001", Severity.Error, "TrainForge failed unexpectedly",
        "Unexpected {0}: {1} This is a defect in TrainForge; report it with the log at '{2}'.");

    public static readonly DiagnosticRule UnknownWord = new(
        "TF0002", Severity.Error, "An unknown option or command",
        "'{0}' is neither a command nor an option of '{1}'.{2} Run '{1} --help' to see what there is.");

    public static readonly DiagnosticRule CommandLineWrong = new(
        "TF0003", Severity.Error, "The command line is incomplete or wrong",
        "{0} Run '{1} --help' to see how it is used.");

    public static readonly DiagnosticRule UnknownCode = new(
        "TF0004", Severity.Error, "An unknown TF code",
        "'{0}' is not a TF code.{1} Run 'trainforge explain' to list them all.");

    public static readonly DiagnosticRule AlreadyThere = new(
        "TF0005", Severity.Error, "A file is already there",
        "'{0}' exists and is not overwritten. Edit it, or move it away and run the command again.");

    public static readonly DiagnosticRule FileRefused = new(
        "TF0006", Severity.Error, "The operating system refuses a file or folder",
        "A file or folder cannot be used: {0} Check the path, its rights and the free space.");
}
