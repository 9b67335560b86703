using TrainForge.Conversations;

namespace TrainForge.Stashes;

/// <summary>Who the test was and how the attempt ended; written last. A stash without it belongs to an attempt that never ended.</summary>
public sealed record StashMetadata
{
    public const int CurrentSchema = 1;

    /// <summary>The test's true name; the folder's is shortened and made portable.</summary>
    public required string TestName { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>When the attempt began.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public required double DurationSeconds { get; init; }

    public required string RunId { get; init; }

    /// <summary>Tells the test from every other in its assembly; rows of a data-driven test have their own.</summary>
    public required string TestId { get; init; }

    public string? DisplayName { get; init; }

    public string? ClassName { get; init; }

    public string? Method { get; init; }

    public string? Assembly { get; init; }

    /// <summary>Target framework of the test assembly: net10.0.</summary>
    public string? TargetFramework { get; init; }

    /// <summary>Test framework: xunit3, nunit, …</summary>
    public string? TestFramework { get; init; }

    /// <summary>The arguments of a data-driven test, as the framework shows them.</summary>
    public string? Arguments { get; init; }

    /// <summary>Traits and categories, as name=value or a bare name.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>Which of several models the test last spoke to, where the application routes between tiers.</summary>
    public string? Tier { get; init; }

    /// <summary>The first user message.</summary>
    public string? Prompt { get; init; }

    /// <summary>Counts from 1; a test run again because it failed has the next one.</summary>
    public int Attempt { get; init; } = 1;

    public bool Flaky { get; init; }

    public StashFailure? Failure { get; init; }

    /// <summary>How many interactions were written. Fewer lines than this mean that the file was cut.</summary>
    public long Interactions { get; init; }

    public long ToolCalls { get; init; }

    public SourceTerms Terms { get; init; } = new();

    public GitContext? Git { get; init; }

    public IReadOnlyList<Truncation> Truncations { get; init; } = [];
}

public sealed record StashFailure(string Message, string? Stack = null);
