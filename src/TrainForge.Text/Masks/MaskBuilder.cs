using System.Collections.Concurrent;
using TrainForge.Conversations;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Text.Defaults;
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

    // Its blocks are known to be right, and every build without a model uses it.
    private readonly bool _isOurs;

    private readonly ConcurrentBag<Workplace> _idle = [];

    /// <param name="tokenizer">The model's.</param>
    /// <param name="template">The one the model will be served with.</param>
    /// <param name="options">Length and stop tokens.</param>
    /// <param name="clock">What the template may read as the time; a fixed one, so that the same examples give the same tokens.</param>
    public MaskBuilder(Tokenizer tokenizer, ChatTemplate template, MaskOptions options, TimeProvider clock)
    {
        (_tokenizer, _template, _options, _clock) = (tokenizer, template, options, clock);
        var names = options.StopTokens ?? [.. MaskOptions.CommonStopTokens, .. template.SpecialTokens.Where(t => t.Key == "eos_token").Select(t => t.Value)];
        _isOurs = template.Source == ChatMl.Template.ReplaceLineEndings("\n");
        _stops = [.. names.Select(tokenizer.IdOf).OfType<int>()];
    }

    public MaskedExample Build(Example example) => Build(example.Id, example.Messages, example.Trained, example.Tools);

    /// <param name="id">What findings call the example.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="trained">One per message: whether it counts. Only turns of the assistant ever do.</param>
    /// <param name="tools">The tools that were offered.</param>
    public MaskedExample Build(string id, IReadOnlyList<Message> messages, IReadOnlyList<bool> trained, IReadOnlyList<ToolDefinition> tools)
    {
        var place = Mark(id, messages, trained, tools, out var check);
        var length = Cut(place, check);
        var masked = new MaskedExample(id, place.Tokens.Ids[..length].ToArray(), place.Mask[..length].ToArray(), check.Findings);
        _idle.Add(place);
        return masked;
    }

    /// <summary>What <see cref="Build(Example)"/> finds, without handing out the tokens.</summary>
    public MaskFigures Measure(Example example)
    {
        var place = Mark(example.Id, example.Messages, example.Trained, example.Tools, out var check);
        var length = Cut(place, check);
        var figures = new MaskFigures(length, place.Mask[..length].Count(true), check.Findings);
        _idle.Add(place);
        return figures;
    }

    private Workplace Mark(string id, IReadOnlyList<Message> messages, IReadOnlyList<bool> trained, IReadOnlyList<ToolDefinition> tools, out MaskCheck check)
    {
        var values = ConversationValues.Of(messages, tools, _options.Arguments);
        var turns = new AssistantTurns(_template, values, _clock);
        using var whole = turns.Render();
        var place = _idle.TryTake(out var idle) ? idle : new Workplace();
        place.Clear();
        _tokenizer.Encode(whole.Text, place.Tokens);
        check = new MaskCheck(id, _tokenizer);
        check.Content(messages, tools, _options.Arguments);
        foreach (var turn in turns.Find(id, whole).Where(t => trained[values.Origins[t.Message]]))
        {
            Mark(turn, place, check);
        }

        if (_template.HasGeneration)
        {
            check.Turns(turns.ByPrefixes(whole.Text, TurnsChecked, out _), place.Tokens, place.Mask);
            if (!_isOurs)
            {
                check.Foreign(turns.Foreign(whole), place.Tokens, place.Mask);
            }
        }

        return place;
    }

    private void Mark(AssistantTurn turn, Workplace place, MaskCheck check)
    {
        var ids = place.Tokens.Ids;
        var spans = place.Tokens.Spans;
        var first = FirstFrom(spans, turn.Span.Start);
        var last = first;
        while (last < ids.Length && spans[last].End <= turn.Span.End)
        {
            last++;
        }

        // A generation block that ends before the stop token leaves it out; a model that never saw it in the loss never stops.
        var stop = LastStop(ids, first, last);
        if (stop < 0 && last < ids.Length && _stops.Contains(ids[last]))
        {
            stop = last;
        }

        check.Stop(turn.Message, stop >= 0);
        var end = stop >= 0 ? stop + 1 : last;
        if (first < end)
        {
            place.Mask[first..end].Fill(true);
        }
    }

    // Tokens stand in the order of the text. One that covers nothing is part of no turn.
    private static int FirstFrom(ReadOnlySpan<TokenSpan> spans, int start)
    {
        var (from, to) = (0, spans.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = spans[middle].Start < start ? (middle + 1, to) : (from, middle);
        }

        while (from < spans.Length && spans[from].End <= spans[from].Start)
        {
            from++;
        }

        return from;
    }

    // The last token of the turn that is more than white space, if it is a stop token.
    private int LastStop(ReadOnlySpan<int> ids, int first, int last)
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

    // How many of the tokens are left.
    private int Cut(Workplace place, MaskCheck check)
    {
        var mask = place.Mask;
        if (_options.MaxLength is { } most && mask.Length > most)
        {
            check.Cut(mask, most);
            mask = mask[..most];
        }

        check.Trained(mask);
        return mask.Length;
    }

    /// <summary>Room for the tokens of one example and their mask, used again and again: a session is some megabytes of them.</summary>
    private sealed class Workplace
    {
        private bool[] _mask = [];

        public EncodingSink Tokens { get; } = new(withSpans: true, expected: 0);

        public Span<bool> Mask
        {
            get
            {
                if (_mask.Length < Tokens.Ids.Length)
                {
                    Array.Resize(ref _mask, Tokens.Ids.Length + (Tokens.Ids.Length / 2));
                }

                return _mask.AsSpan(0, Tokens.Ids.Length);
            }
        }

        public void Clear()
        {
            Tokens.Clear();
            Array.Clear(_mask);
        }
    }
}
