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
    /// The first turns, as many as asked for: each costs two renderings. Null, with the message that differs, when the template writes a message
    /// otherwise once others follow.
    /// </summary>
    public AssistantTurn[]? ByPrefixes(ReadOnlySpan<char> whole, int most, out int unstable)
    {
        unstable = -1;
        var turns = new List<AssistantTurn>();
        foreach (var message in _assistants.Take(most))
        {
            unstable = message;
            if (PrefixLength(whole, message, addGenerationPrompt: true) is not { } before
                || (message == values.Messages.Count - 1 ? whole.Length : PrefixLength(whole, message + 1, addGenerationPrompt: false)) is not { } through
                || through < before)
            {
                return null;
            }

            turns.Add(new AssistantTurn(message, new TextSpan(before, through)));
        }

        return [.. turns];
    }

    // Null when the first messages alone render to what the whole does not begin with. A template may refuse a part of what it takes as a whole; that
    // is no stable prefix either.
    private int? PrefixLength(ReadOnlySpan<char> whole, int count, bool addGenerationPrompt)
    {
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

    private LentChat Render(int count, bool addGenerationPrompt) =>
        template.Lend(TemplateValue.List(values.Messages.Take(count)), values.Tools, addGenerationPrompt, clock);
}
