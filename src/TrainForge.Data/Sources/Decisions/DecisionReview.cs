using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Decisions;

/// <summary>What a person said of a decision. Nothing is corrected where it was accepted as it is.</summary>
internal sealed record DecisionReview(Answer? Corrected)
{
    /// <summary>A line of the log: 'verdict' is accept or correct.</summary>
    public static DecisionReview Line(JsonElement value) => value.RequiredText("verdict") switch
    {
        "accept" => new DecisionReview(Corrected: null),
        "correct" => new DecisionReview(Answer.Read(value, "") ?? throw new JsonException("A correction needs a 'response', a 'decision' or a 'reasoning'.")),
        var other => throw new JsonException($"'verdict' is '{other}'; it must be accept or correct."),
    };

    /// <summary>Within the row of the decision itself; null when nobody has looked at it.</summary>
    public static DecisionReview? Within(JsonElement row) =>
        row.Any("reviewed") is { } said
            ? said.ValueKind == JsonValueKind.True || row.Num("reviewed") == 1 ? new DecisionReview(Answer.Read(row, "review_")) : null
            : Answer.Read(row, "review_") is { } corrected ? new DecisionReview(corrected)
            : row.Str("prompt") is not null && row.Str("type") is null ? new DecisionReview(Corrected: null) // an export: people want this answer
            : null;
}
