using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Text.Rendering;
using TrainForge.Text.Templates;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Masks;

/// <summary>A turn of the assistant: its place among the rendered messages, and where its text stands.</summary>
internal readonly record struct AssistantTurn(int Message, TextSpan Span);

/// <summary>
/// Where the assistant's turns stand in the rendered text. A template with generation blocks says so itself; else the conversation is rendered
/// up to each turn and through it, and the difference is the turn.
/// </summary>
internal sealed class AssistantTurns(ChatTemplate template, ChatValues values, TimeProvider clock)
{
    // For private use: nobody says it, and no template takes it for white space.
    private const string Mark = "\uE0F7\uE0F8";

    // So few are found as soon by rendering up to each.
    private const int Few = 4;

    private readonly int[] _assistants = [.. Enumerable.Range(0, values.Messages.Count).Where(i => values.Roles[i] == Role.Assistant)];

    public LentChat Render() => Render(values.Messages.Count, addGenerationPrompt: false);

    public AssistantTurn[] Find(string id, LentChat whole)
    {
        if (!template.HasGeneration)
        {
            return ByPrefixes(whole.Text, int.MaxValue, out var unstable) ?? throw new TrainForgeException(Rules.MaskPrefixUnstable.At(new SourcePoint(template.Name), id, template.Name, unstable + 1));
        }

        return whole.Generations is { } spans && spans.Count == _assistants.Length
            ? [.. _assistants.Zip(spans, (message, span) => new AssistantTurn(message, span))]
            : throw new TrainForgeException(Rules.MaskGenerationsDiffer.At(new SourcePoint(template.Name), id, template.Name, whole.Generations?.Count ?? 0, _assistants.Length));
    }

    /// <summary>
    /// The first turns, as many as asked for. Null, with the message that differs, when the template writes a message otherwise once others
    /// follow.
    /// </summary>
    public AssistantTurn[]? ByPrefixes(ReadOnlySpan<char> whole, int most, out int unstable)
    {
        var known = Math.Min(most, _assistants.Length) > Few ? Beginnings(whole) : null;
        unstable = -1;
        var turns = new List<AssistantTurn>();
        foreach (var message in _assistants.Take(most))
        {
            unstable = message;
            if (PrefixLength(whole, known, message, addGenerationPrompt: true) is not { } before || PrefixLength(whole, known, message + 1, addGenerationPrompt: false) is not { } through || through < before)
            {
                return null;
            }

            turns.Add(new AssistantTurn(message, new TextSpan(before, through)));
        }

        return [.. turns];
    }

    /// <summary>
    /// Where in a turn that blocks mark words stand that somebody else said, turn by turn: users, tools and instructions say a mark more each, and a turn
    /// in which it comes out is not the assistant's alone.
    /// </summary>
    public IReadOnlyList<int> Foreign(LentChat whole)
    {
        var marking = values with { Messages = [.. values.Messages.Zip(values.Roles, (message, role) => role == Role.Assistant ? message : WithMark(message))] };
        var places = new List<int>();
        try
        {
            using var marked = new AssistantTurns(template, marking, clock).Render();
            if (marked.Generations is { } spans && whole.Generations is { } turns && spans.Count == turns.Count)
            {
                for (var i = 0; i < spans.Count; i++)
                {
                    if (marked.Text.Slice(spans[i].Start, spans[i].Length).IndexOf(Mark) is var at and >= 0)
                    {
                        places.Add(turns[i].Start + Math.Max(0, at - 1));
                    }
                }
            }
        }
        catch (TrainForgeException)
        {
            // A template that looks at every letter of a user may not take the mark: then this opinion is none.
        }

        return places;
    }

    private static MapValue WithMark(TemplateValue message) =>
        new MapValue(((MapValue)message).Entries.Select(e => e is (TextValue { Value: "content" }, TextValue content) ? (e.Key, new TextValue(content.Value + Mark)) : e));

    // Most templates go through the messages once: then one rendering tells of all turns, where rendering up to each costs the square.
    private Beginnings? Beginnings(ReadOnlySpan<char> whole)
    {
        var wanted = new bool[values.Messages.Count + 1];
        foreach (var message in _assistants)
        {
            wanted[message] = wanted[message + 1] = true;
        }

        return template.RenderBeginnings(whole, values.Messages, values.Tools, wanted, clock);
    }

    // Null when the first messages alone render to what the whole does not begin with. A template may refuse a part of what it takes as a whole; that
    // is no stable prefix either.
    private int? PrefixLength(ReadOnlySpan<char> whole, Beginnings? known, int count, bool addGenerationPrompt)
    {
        if (count == values.Messages.Count && !addGenerationPrompt)
        {
            return whole.Length;
        }

        if (known?.Knows(count) == true)
        {
            return known.Length(whole, count, addGenerationPrompt);
        }

        try
        {
            using var prefix = Render(count, addGenerationPrompt);
            return whole.StartsWith(prefix.Text) ? prefix.Text.Length : null;
        }
        catch (TrainForgeException)
        {
            return null;
        }
    }

    private LentChat Render(int count, bool addGenerationPrompt) => template.Lend(TemplateValue.List(values.Messages.Take(count)), values.Tools, addGenerationPrompt, clock);
}
