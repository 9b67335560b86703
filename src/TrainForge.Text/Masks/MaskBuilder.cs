using TrainForge.Conversations;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Text.Rendering;
using TrainForge.Text.Templates;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Text.Masks;

/// <summary>
/// Renders an example, makes tokens of the whole text as it will be read when the model serves, and marks those the assistant wrote.
/// A token counts when all of it lies in a trained turn; the token that stops the turn counts, whatever the template writes after it does not.
/// Safe to share between threads.
/// </summary>
public sealed class MaskBuilder
{
    // Blocks in the wrong place show in the first turns; checking all would cost the square of a long session.
    private const int TurnsChecked = 4;

    private readonly Tokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly MaskOptions _options;
    private readonly TimeProvider _clock;
    private readonly HashSet<int> _stops;

    /// <param name="tokenizer">The model's.</param>
    /// <param name="template">The one the model will be served with.</param>
    /// <param name="options">Length and stop tokens.</param>
    /// <param name="clock">What the template may read as the time; a fixed one, so that the same examples give the same tokens.</param>
    public MaskBuilder(Tokenizer tokenizer, ChatTemplate template, MaskOptions options, TimeProvider clock)
    {
        (_tokenizer, _template, _options, _clock) = (tokenizer, template, options, clock);
        var names = options.StopTokens ?? [.. MaskOptions.CommonStopTokens, .. template.SpecialTokens.Where(t => t.Key == "eos_token").Select(t => t.Value)];
        _stops = [.. names.Select(tokenizer.IdOf).OfType<int>()];
    }

    public MaskedExample Build(Example example) => Build(example.Id, example.Messages, example.Trained, example.Tools);

    /// <param name="id">What findings call the example.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="trained">One per message: whether it counts. Only turns of the assistant ever do.</param>
    /// <param name="tools">The tools that were offered.</param>
    public MaskedExample Build(string id, IReadOnlyList<Message> messages, IReadOnlyList<bool> trained, IReadOnlyList<ToolDefinition> tools)
    {
        var values = ConversationValues.Of(messages, tools, _options.Arguments);
        var turns = new AssistantTurns(_template, values, _clock);
        var whole = turns.Render();
        var tokens = _tokenizer.EncodeWithSpans(whole.Text);
        var check = new MaskCheck(id, _tokenizer);
        check.Content(messages);

        var mask = new bool[tokens.Ids.Length];
        foreach (var turn in turns.Find(id, whole).Where(t => trained[values.Origins[t.Message]]))
        {
            Mark(turn, tokens, mask, check);
        }

        if (_template.HasGeneration)
        {
            check.Turns(turns.ByPrefixes(whole.Text, TurnsChecked, out _), tokens, mask);
        }

        return Cut(id, tokens.Ids, mask, check);
    }

    private void Mark(AssistantTurn turn, TokenizedText tokens, bool[] mask, MaskCheck check)
    {
        var first = Array.FindIndex(tokens.Spans, s => s.Start >= turn.Span.Start && s.End > s.Start);
        var last = first;
        while (first >= 0 && last < tokens.Ids.Length && tokens.Spans[last].End <= turn.Span.End)
        {
            last++;
        }

        // A generation block that ends before the stop token leaves it out; a model that never saw it in the loss never stops.
        var stop = first < 0 ? -1 : LastStop(tokens.Ids, first, last);
        if (stop < 0 && first >= 0 && last < tokens.Ids.Length && _stops.Contains(tokens.Ids[last]))
        {
            stop = last;
        }

        check.Stop(turn.Message, stop >= 0);
        for (var i = Math.Max(first, 0); i < (stop >= 0 ? stop + 1 : last); i++)
        {
            mask[i] = true;
        }
    }

    // The last token of the turn that is more than white space, if it is a stop token.
    private int LastStop(int[] ids, int first, int last)
    {
        for (var i = last - 1; i >= first; i--)
        {
            if (_stops.Contains(ids[i]))
            {
                return i;
            }

            if (!string.IsNullOrWhiteSpace(_tokenizer.Decode([ids[i]])))
            {
                break;
            }
        }

        return -1;
    }

    private MaskedExample Cut(string id, int[] ids, bool[] mask, MaskCheck check)
    {
        if (_options.MaxLength is not { } most || ids.Length <= most)
        {
            check.Trained(mask);
            return new MaskedExample(id, ids, mask, check.Findings);
        }

        check.Cut(mask, most);
        check.Trained(mask.AsSpan(0, most));
        return new MaskedExample(id, ids[..most], mask[..most], check.Findings);
    }
}
