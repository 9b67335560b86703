using System.Text.Json;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Decisions;

/// <summary>What was decided and why, or the words in which it was said.</summary>
internal sealed record Answer(string? Text, string? Decision, string? Reasoning)
{
    /// <param name="prefix">Of the names of its fields, where a row holds two answers.</param>
    public static Answer? Read(JsonElement value, string prefix)
    {
        var answer = new Answer(Said(value, prefix + "response"), Said(value, prefix + "decision"), Said(value, prefix + "reasoning"));
        return answer is { Text: null, Decision: null, Reasoning: null } ? null : answer;
    }

    /// <summary>This answer, with what it leaves out as it was. The words of old do not go with a new decision.</summary>
    public Answer Over(Answer original) => Text is null && Decision is null && Reasoning is null
        ? original
        : new Answer(Text, Decision ?? original.Decision, Reasoning ?? original.Reasoning);

    /// <summary>As the model would have said it.</summary>
    public string ToWords() => Text ?? string.Join('\n', new[] { Decision is null ? null : $"Decision: {Decision}", Reasoning is null ? null : $"Reasoning: {Reasoning}" }.OfType<string>());

    private static string? Said(JsonElement value, string name) => value.Any(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } said ? said : null,
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json => json.GetRawText(),
        _ => null,
    };
}
