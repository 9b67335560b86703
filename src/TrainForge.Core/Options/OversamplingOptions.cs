using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>What is trained on more than once. Validation never is.</summary>
public sealed record OversamplingOptions : ISection
{
    [Setting("What to take more often, by names of yours. Empty: nothing.", Example = "{retries: {when: error_recovery}}")]
    public IReadOnlyDictionary<string, OversamplingRule> Rules { get; init; } = new Dictionary<string, OversamplingRule>(StringComparer.Ordinal);

    [Setting("Same seed, same copies in the same places.", Min = 0)]
    public long Seed { get; init; } = 42;
}

public sealed record OversamplingRule : ISection
{
    [Setting("multi_turn: several trained turns. error_recovery: a trained turn behind a tool's error. concluding: an answer in words behind tools. tool, project, group, source, tag: see matches.", Example = "error_recovery")]
    public OversamplingReason When { get; init; }

    [Setting("Names of tools or of shell commands as 'Bash:git', projects, begins of names of groups, kinds of sources, or tags: traits and categories of tests as 'kind=refund', what other sources call tags; a tag's name alone takes all its values.", Max = 1000, Example = "[Bash:git]")]
    public IReadOnlyList<string> Matches { get; init; } = [];

    [Setting("How often such an example is taken; 2.5 takes every second one three times.", Min = 1, Max = 100, Example = "3")]
    public double Factor { get; init; } = 2;

    [Setting("Copies end when such examples are this share, in percent, of what is trained on.", Min = 0, AboveMin = true, Max = 100, Example = "20")]
    public double MaxPercent { get; init; } = 20;

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        var needs = When is OversamplingReason.Tool or OversamplingReason.Project or OversamplingReason.Group or OversamplingReason.Source or OversamplingReason.Tag;
        if (needs != Matches.Count > 0)
        {
            var when = Setting.KeyOf(When.ToString());
            yield return needs
                ? Rules.OptionOutOfRange.At(places.Of("matches"), places.Name("matches"), "empty", $"a list of what to take: 'when' is {when}")
                : Rules.OptionOutOfRange.At(places.Of("matches"), places.Name("matches"), "given", $"left out: 'when' is {when}");
        }
    }
}

public enum OversamplingReason
{
    MultiTurn,
    ErrorRecovery,
    Concluding,
    Tool,
    Project,
    Group,
    Source,
    Tag,
}
