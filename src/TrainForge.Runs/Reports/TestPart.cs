using TrainForge.Conversations;

namespace TrainForge.Runs.Reports;

/// <summary>
/// What the reports say of one test, and what they count of it. Made once of a stash and good for as long as that does not change,
/// so it says nothing of other tests: where it matters which run is the newest stand <see cref="OlderMark"/> and <see cref="OlderTag"/>.
/// </summary>
/// <param name="Key">Of all it was made from: equal keys, equal parts.</param>
internal sealed record TestPart(string Key, string Name, string Place)
{
    /// <summary>Two characters that nothing recorded can bring along: control characters are shown, not written.</summary>
    public const char OlderMark = '\u0001';
    public const char OlderTag = '\u0002';

    public required string TestName { get; init; }

    public string? Assembly { get; init; }

    public string? TargetFramework { get; init; }

    public required Outcome Outcome { get; init; }

    public bool IsFlaky { get; init; }

    public bool HasErrors { get; init; }

    public DateTimeOffset Timestamp { get; init; }

    public double Seconds { get; init; }

    public int Calls { get; init; }

    public long ToolCalls { get; init; }

    public long Tokens { get; init; }

    /// <summary>What it says of the commit it ran on.</summary>
    public string? Commit { get; init; }

    /// <summary>Its lines in the text summary.</summary>
    public required string Text { get; init; }

    /// <summary>On the page, up to its conversation.</summary>
    public required string Html { get; init; }

    public required string Conversation { get; init; }

    /// <summary>What it was made from, when it was made just now.</summary>
    public TestReport? Fresh { get; init; }

    public string Run => Place.Split('/')[0];

    public static TestPart Of(TestReport test, string key) => new(key, test.Name, test.Place)
    {
        TestName = test.Metadata.TestName,
        Assembly = test.Metadata.Assembly,
        TargetFramework = test.Metadata.TargetFramework,
        Outcome = test.Outcome,
        IsFlaky = test.IsFlaky,
        HasErrors = test.HasErrors,
        Timestamp = test.Metadata.Timestamp,
        Seconds = test.Seconds,
        Calls = test.Interactions.Count,
        ToolCalls = test.Metadata.ToolCalls,
        Tokens = test.Tokens,
        Commit = TestRunReport.Sentence("Commit", test.Metadata.Git),
        Text = SummaryText.Part(test),
        Html = TestSection.Of(test),
        Conversation = TestSection.Conversation(test),
        Fresh = test,
    };
}
