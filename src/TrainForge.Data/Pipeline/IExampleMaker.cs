using TrainForge.Datasets;

namespace TrainForge.Data.Pipeline;

/// <summary>Makes what a model is trained on from one conversation. Pure, as <see cref="ICandidateStage"/> is.</summary>
public interface IExampleMaker
{
    /// <summary>As it stands in manifests: lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>Everything besides the conversation that the examples depend on.</summary>
    string Fingerprint { get; }

    Made Make(Candidate candidate);
}

/// <summary>What became of one conversation.</summary>
public sealed record Made
{
    /// <summary>In the order in which they stand in the dataset; each has an id of its own.</summary>
    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Examples nobody is to imitate: the worse side of a pair. They reach no file by themselves.</summary>
    public IReadOnlyList<Example> Rejected { get; init; } = [];

    /// <summary>Why there is no example, or where it was cut: a name for ever.</summary>
    public string? Reason { get; init; }

    /// <summary>The first message that was left out; null when there is no example, or all of it is in one.</summary>
    public int? CutFrom { get; init; }

    public static Made Nothing(string reason) => new() { Reason = reason };
}
