namespace TrainForge.Diagnostics;

// 8: Cake
public static partial class Rules
{
    public static readonly DiagnosticRule CakeToolMissing = new(
        "TF8001", Severity.Error, "The tool a script names is not there",
        "No tool at '{0}'. Build it first, or leave TrainForgeTool unset to use the tool manifest or the restored package.");

    public static readonly DiagnosticRule CakeToolNowhere = new(
        "TF8002", Severity.Error, "The tool is not found",
        "The trainforge tool is in no tool manifest above the script and in no restored package. Run 'dotnet tool install TrainForge.Tool', or set TrainForgeTool to the path of trainforge.dll.");

    public static readonly DiagnosticRule CakeManifestUnreadable = new(
        "TF8003", Severity.Error, "The tool manifest cannot be read",
        "The tool manifest is not JSON: {0} Mend it, or set TrainForgeTool to the path of trainforge.dll.");

    public static readonly DiagnosticRule CakeToolFailed = new(
        "TF8004", Severity.Error, "The tool failed",
        "trainforge ended with exit code {0}. Its own message is above.");

    public static readonly DiagnosticRule CakeFellShort = new(
        "TF8005", Severity.Error, "A gate fell short",
        "trainforge ended with exit code {0}: a gate or an audit fell short. The report it names says which.");

    public static readonly DiagnosticRule CakeCannotTell = new(
        "TF8006", Severity.Error, "The evaluation cannot tell",
        "trainforge ended with exit code {0}: there were too few trials to judge. Add cases to the suite, or raise the number of trials.");
}
