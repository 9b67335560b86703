using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Text.Rendering;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Text.Masks;

/// <summary>What can be wrong with a mask. Each of these trains without complaint and shows only in the model.</summary>
internal sealed class MaskCheck(string id, Tokenizer tokenizer)
{
    private readonly List<Diagnostic> _findings = [];

    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>The name of a special token in what somebody wrote becomes the token itself: it ends turns and opens others. Tools are written by somebody too.</summary>
    public void Content(IReadOnlyList<Message> messages, IReadOnlyList<ToolDefinition> tools, ArgumentForm arguments)
    {
        var specials = tokenizer.AddedTokens.Where(t => t.Special).Select(t => t.Content).ToArray();
        for (var i = 0; i < messages.Count; i++)
        {
            Look($"message {i + 1} ({messages[i].Role})", [.. Texts(messages[i], arguments)]);
        }

        foreach (var tool in tools)
        {
            Look($"the tool '{tool.Name}'", [tool.Name, tool.Description ?? "", .. tool.Schema is { } schema ? Texts(schema) : []]);
        }

        void Look(string where, string[] texts)
        {
            foreach (var token in specials.Where(token => texts.Any(t => t.Contains(token, StringComparison.Ordinal))))
            {
                _findings.Add(Rules.MaskSpecialTokenInContent.Here(id, where, token));
            }
        }
    }

    /// <summary>
    /// A second opinion on generation blocks: what the conversation's own structure says is outside the turns may not be trained.
    /// It reaches as far as the turns that are given.
    /// </summary>
    public void Turns(AssistantTurn[]? turns, EncodingSink tokens, ReadOnlySpan<bool> mask)
    {
        var ids = tokens.Ids;
        var spans = tokens.Spans;
        var end = turns is { Length: > 0 } ? turns[^1].Span.End : 0;
        for (var (i, turn) = (0, 0); turns is { Length: > 0 } && i < mask.Length && spans[i].End <= end; i++)
        {
            // Both stand in the order of the text.
            while (turn < turns.Length - 1 && turns[turn].Span.End < spans[i].End)
            {
                turn++;
            }

            if (mask[i] && !(spans[i].Start >= turns[turn].Span.Start && spans[i].End <= turns[turn].Span.End))
            {
                _findings.Add(Rules.MaskOutsideTurn.Here(id, tokenizer.TokenOf(ids[i]) ?? "", i));
                return;
            }
        }
    }

    /// <summary>A third opinion, on all turns and whatever the template makes of beginnings: no word of anybody else is trained.</summary>
    /// <param name="places">In the text, in rising order.</param>
    public void Foreign(IEnumerable<int> places, EncodingSink tokens, ReadOnlySpan<bool> mask)
    {
        var spans = tokens.Spans;
        var token = 0;
        foreach (var place in places)
        {
            for (; token < mask.Length && spans[token].End <= place; token++)
            {
            }

            if (token < mask.Length && mask[token])
            {
                _findings.Add(Rules.MaskOutsideTurn.Here(id, tokenizer.TokenOf(tokens.Ids[token]) ?? "", token));
                return;
            }
        }
    }

    public void Stop(int message, bool isThere)
    {
        if (!isThere)
        {
            _findings.Add(Rules.MaskStopMissing.Here(id, message + 1));
        }
    }

    public void Cut(ReadOnlySpan<bool> mask, int most) =>
        _findings.Add(Rules.MaskCut.Here(id, mask.Length, most, mask[most..].Count(true), mask.Count(true)));

    public void Trained(ReadOnlySpan<bool> mask)
    {
        if (mask.IndexOf(true) < 0)
        {
            _findings.Add(Rules.MaskNothingTrained.Here(id));
        }
    }

    private static IEnumerable<string> Texts(Message message, ArgumentForm arguments) => message.Parts.SelectMany(p => p switch
    {
        TextPart text => [text.Text],
        ReasoningPart reasoning => [reasoning.Text],
        ToolCallPart { Call: var call } => [call.Name, call.ArgumentsText, .. arguments == ArgumentForm.Map && call.Arguments is { } map ? Texts(map) : []],
        ToolResultPart result => [result.Name ?? "", result.Text],
        _ => (IEnumerable<string>)[],
    }).Append(message.Name ?? "");

    // JSON may name a character by its number, as .NET writes '<' unless told otherwise. A template that is given a map prints the character.
    private static IEnumerable<string> Texts(JsonText json) =>
        json.Text.Contains('\\', StringComparison.Ordinal) ? Texts(json.ToElement()).Prepend(json.Text) : [json.Text];

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(f => Texts(f.Value).Prepend(f.Name)),
        _ => [],
    };
}
