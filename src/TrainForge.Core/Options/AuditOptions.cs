namespace TrainForge.Options;

/// <summary>What 'trainforge dataset audit' minds. It judges a version that is there and shapes none.</summary>
public sealed record AuditOptions : ISection
{
    [Setting("A limit above 0 percent is not judged below this many hits: one row of twenty is 5 percent and no pattern.", Min = 1, Max = 1_000_000)]
    public int MinHits { get; init; } = 3;

    [Setting("Begins of paths that nothing should learn, such as a mirror that is gone.", Max = 1000, Example = "[/mnt/old-mirror]")]
    public IReadOnlyList<string> StalePaths { get; init; } = [];

    [Setting("Look on this machine whether paths exist that answers cite.")]
    public bool VerifyPaths { get; init; }

    [Setting("Ask git, in the folder of trainforge.yaml, whether commits exist that answers cite.")]
    public bool VerifyCommits { get; init; } = true;

    [Setting("Other limits than the built-in ones, by the name of the check. 'trainforge dataset audit --checks' lists the names.", Example = "{one-opening: {level: hard, max_percent: 10}}")]
    public IReadOnlyDictionary<string, AuditLimit> Limits { get; init; } = new Dictionary<string, AuditLimit>(StringComparer.Ordinal);
}

public enum AuditLevel
{
    /// <summary>Beyond the limit the audit falls short.</summary>
    Hard,

    /// <summary>Beyond the limit it warns.</summary>
    Soft,

    Off,
}

public sealed record AuditLimit : ISection
{
    [Setting("hard: beyond the limit the audit falls short. soft: it warns. off: not looked at.", Example = "soft")]
    public AuditLevel? Level { get; init; }

    [Setting("Share of the rows that may show it, in percent.", Min = 0, Max = 100, Example = "5")]
    public double? MaxPercent { get; init; }
}
