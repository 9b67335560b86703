using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Tasks;

/// <summary>
/// What trainforge.yaml says to test processes, as options of their runtime. Runs 'trainforge settings' when a file it was read from
/// has changed, and never fails a build: what cannot be used is one warning, and the tests then record nothing.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ReadSettings : ToolCommand
{
    private readonly List<string> _said = [];

    /// <summary>Where the tool's answer is kept from build to build.</summary>
    [Required]
    public required string Output { get; set; }

    /// <summary>The project as the warning names it.</summary>
    [Required]
    public required string Project { get; set; }

    /// <summary>For RuntimeHostConfigurationOption.</summary>
    [Output]
    public ITaskItem[] RuntimeOptions { get; private set; } = [];

    protected override string? Told => null;

    protected override IEnumerable<string> Command() => ["settings", "--output", FullPath(Output)!];

    public override bool Execute()
    {
        if (Kept() is { } kept && kept.IsCurrent(FullPath(Tool)!, FullPath(Config)!))
        {
            RuntimeOptions = Options(kept);
            return true;
        }

        // Whatever a tool that fails leaves behind is not an answer to this question.
        if (File.Exists(FullPath(Output)))
        {
            File.Delete(FullPath(Output)!);
        }

        if (base.Execute() && Kept() is { } read)
        {
            RuntimeOptions = read.Problems.Count == 0 ? Options(read) : Refused(read.Problems[0]);
        }
        else if (!Log.HasLoggedErrors)
        {
            RuntimeOptions = Refused(new SettingsProblem("", $"The tool ended with exit code {ExitCode}. {string.Join(' ', _said)}", FullPath(Config), 0, 0));
        }

        return !Log.HasLoggedErrors;
    }

    // In this mode the tool has nothing to say but what makes it fail.
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (!string.IsNullOrWhiteSpace(singleLine))
        {
            _said.Add(singleLine.Trim());
        }
    }

    protected override bool HandleTaskExecutionErrors() => false;

    private RecordingSettings? Kept() => RecordingSettings.Read(FullPath(Output)!);

    private ITaskItem[] Refused(SettingsProblem problem)
    {
        var what = problem.Code.Length == 0 ? problem.Message : $"{problem.Message} ({problem.Code})";
        Log.Report(Rules.SettingsRefused.At(new SourcePoint(problem.File ?? "", problem.Line, problem.Column), what, Project));
        return [RuntimeOption(RuntimeSettings.RefusedKey, problem.Code.Length == 0 ? "no answer" : problem.Code)];
    }

    private static ITaskItem[] Options(RecordingSettings read) =>
        [.. new[] { (Key: RuntimeSettings.CaptureKey, Value: read.Capture), (Key: RuntimeSettings.RedactionKey, Value: read.Redaction) }.Where(o => o.Value != "{}").Select(o => RuntimeOption(o.Key, o.Value))];

    // A list of texts holds what MSBuild takes for separators and wildcards.
    private static ITaskItem RuntimeOption(string key, string value)
    {
        ITaskItem2 item = new TaskItem(key);
        item.SetMetadataValueLiteral("Value", value);
        return item;
    }
}
