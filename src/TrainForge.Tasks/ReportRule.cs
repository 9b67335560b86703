using Microsoft.Build.Framework;
using TrainForge.Diagnostics;

namespace TrainForge.Tasks;

/// <summary>Says one sentence of the catalogue from a target, so that targets hold no sentences of their own.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReportRule : TrainForgeTask
{
    [Required]
    public required string Code { get; set; }

    public string[] Values { get; set; } = [];

    public string? File { get; set; }

    protected override void Run(CancellationToken cancel)
    {
        var rule = Rules.Find(Code) ?? throw new ArgumentException($"There is no rule {Code}.");
        Log.Report(rule.At(new SourcePoint(File ?? ""), [.. Values]));
    }
}
