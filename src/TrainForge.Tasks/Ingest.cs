using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>Runs 'trainforge ingest' for the files of one kind of source.</summary>
[MSBuildMultiThreadableTask]
public sealed class Ingest : ToolCommand
{
    /// <summary>session-log, claude-code, codex, openai-jsonl and the others the tool knows.</summary>
    [Required]
    public required string Kind { get; set; }

    [Required]
    public required ITaskItem[] Files { get; set; }

    protected override IEnumerable<string> Command() => ["ingest", Kind, .. Files.Select(file => FullPath(file.ItemSpec)!)];
}
