using System.Globalization;
using TrainForge.Conversations;

namespace TrainForge.Data.Pipeline;

/// <summary>What a source recorded beside a conversation and nothing is trained on, for whoever judges it.</summary>
public sealed record Signals
{
    /// <summary>Choices of the model that were logged.</summary>
    public int Decisions { get; init; }

    /// <summary>How sure the model was, on average over the answers that say so; null when none does.</summary>
    public double? Confidence { get; init; }

    public static Signals Of(Trajectory trajectory)
    {
        var sure = trajectory.Messages.Select(m => m.Provenance?.Confidence).OfType<double>().ToList();
        return new Signals
        {
            Decisions = trajectory.Messages.Sum(m => m.Parts.Count(p => p is DecisionPart)),
            Confidence = sure.Count == 0 ? null : sure.Average(),
        };
    }

    /// <summary>Null when there are none: most sources record nothing of the kind.</summary>
    internal string? ToKey() => Decisions == 0 && Confidence is null ? null : string.Create(CultureInfo.InvariantCulture, $"|{Decisions}|{Confidence:R}");
}
