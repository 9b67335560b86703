using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Decisions;

/// <summary>One logged decision, and what was said of it where it was logged.</summary>
internal sealed record DecisionRecord
{
    public required string Id { get; init; }

    public required long Line { get; init; }

    public DateTimeOffset? Time { get; init; }

    public required IReadOnlyList<Message> Request { get; init; }

    public required IReadOnlyList<ToolDefinition> Tools { get; init; }

    public required Answer Original { get; init; }

    public required SourceTerms Terms { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DecisionReview? Review { get; init; }

    /// <summary>Null for a record without a question or without an answer: nothing can be learned from either alone.</summary>
    public static DecisionRecord? Read(JsonElement value, long line, MessageProvenance place, ReadReport report)
    {
        var request = DecisionQuestion.Read(value, place with { Model = null }, report);
        if (request.Count == 0 || Answer.Read(value, "") is not { } answer)
        {
            report.Note("decisions-incomplete");
            return null;
        }

        return new DecisionRecord
        {
            Id = value.Str("id") ?? value.Str("decision_id") ?? FormattableString.Invariant($"{place.Sha256}#{line}"),
            Line = line,
            Time = place.Time,
            Request = request,
            Tools = DecisionQuestion.Tools(value),
            Original = answer,
            Terms = value.Obj("terms") is { } terms ? ConversationReader.Terms(terms) : new SourceTerms { Model = place.Model },
            Tags = [.. Tagged(value)],
            Review = DecisionReview.Within(value),
        };
    }

    // A list of words, or one text with commas.
    private static IEnumerable<string> Tagged(JsonElement value) =>
        value.Str("tags") is { } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : value.Items("tags").Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!);
}
