using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TrainForge.Diagnostics;

namespace TrainForge.Tasks;

/// <summary>
/// Runs one command of the tool. Heavy work stays out of the MSBuild process: the tool brings its own SQLite and runtime settings,
/// dies cleanly on cancel, and prints errors that MSBuild already understands, so they become the build's errors once, with code,
/// file and line.
/// </summary>
public abstract class ToolCommand : ToolTask
{
    private readonly List<string> _result = [];

    /// <summary>trainforge.dll, as packed beside this assembly unless the project says otherwise.</summary>
    [Required]
    public required string Tool { get; set; }

    public string? Root { get; set; }

    public string? Config { get; set; }

    protected override string ToolName => OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    /// <summary>The end of the tool's result in words; null when it said nothing.</summary>
    protected string? LastLine => _result.LastOrDefault();

    /// <summary>What a normal build tells of it.</summary>
    protected virtual string? Told => _result.Count == 0 ? null : string.Join('\n', _result);

    /// <summary>The command and its own arguments.</summary>
    protected abstract IEnumerable<string> Command();

    /// <summary>The property of the project behind an option, for messages: who wrote it there knows no option.</summary>
    protected virtual string? PropertyBehind(string option) => option switch
    {
        "--root" => "TrainForgeRoot",
        "--config" => "TrainForgeConfig",
        _ => null,
    };

    /// <summary>An option with its value, or nothing where the project says nothing.</summary>
    protected static IEnumerable<string> Option(string name, string? value) => string.IsNullOrWhiteSpace(value) ? [] : [name, value];

    protected string? FullPath(string? path) => string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(TaskEnvironment.GetAbsolutePath(path));

    protected override string GenerateFullPathToTool() =>
        TaskEnvironment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolName;

    protected override string GenerateCommandLineCommands() =>
        ArgumentLine.From([FullPath(Tool)!, .. Command(), .. Option("--root", FullPath(Root)), .. Option("--config", FullPath(Config))]);

    protected override bool ValidateParameters()
    {
        if (File.Exists(FullPath(Tool)))
        {
            return true;
        }

        Log.Report(Rules.ToolMissing.Here(Tool));
        return false;
    }

    public override bool Execute()
    {
        var done = base.Execute();
        if (done && Told is { } told)
        {
            Log.LogMessage(MessageImportance.High, "TrainForge: {0}", told);
        }

        return done;
    }

    // The last sentence with the indented lines below it is the tool's result and is told in a normal build: 'Reused' with the run's
    // folder, of a report its end. What comes before shows in a detailed build.
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (string.IsNullOrWhiteSpace(singleLine) || Log.LogMessageFromText(Named(singleLine), MessageImportance.Low))
        {
            return;
        }

        if (!singleLine.StartsWith(' '))
        {
            _result.Clear();
        }

        _result.Add(singleLine);
    }

    // '--mode: error TF1004: …' tells of an option that nobody typed.
    private string Named(string line) =>
        line.StartsWith("--", StringComparison.Ordinal) && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && PropertyBehind(line[..end]) is { } property
            ? property + line[end..]
            : line;

    // A command may end with a verdict and no error: a gate that fell short, too few trials.
    protected override bool HandleTaskExecutionErrors()
    {
        if (!Log.HasLoggedErrors)
        {
            Log.Report(Rules.ToolFailed.Here(string.Join(' ', Command().TakeWhile(word => !word.StartsWith('-'))), ExitCode, LastLine ?? ""));
        }

        return false;
    }
}
