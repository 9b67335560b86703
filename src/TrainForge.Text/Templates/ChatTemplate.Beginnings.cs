using TrainForge.Diagnostics;
using TrainForge.Text.Templates.Evaluation;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates;

public sealed partial class ChatTemplate
{
    /// <summary>
    /// Renders the messages, and learns on the way what renderings of their first so many would have been: one rendering in which some
    /// messages are rendered twice, and one more for the prompt of the next turn, instead of one for each.
    /// </summary>
    /// <param name="whole">What all of them render to.</param>
    /// <param name="messages">The messages, from the first on.</param>
    /// <param name="tools">Null says there are none.</param>
    /// <param name="wanted">By number of messages: whether that beginning will be asked for.</param>
    /// <param name="clock">What strftime_now reads: one that stands still.</param>
    /// <returns>Null when only rendering each can tell.</returns>
    internal Beginnings? RenderBeginnings(ReadOnlySpan<char> whole, IReadOnlyList<TemplateValue> messages, TemplateValue? tools, bool[] wanted, TimeProvider clock)
    {
        try
        {
            TemplateValue[] all = [.. messages];
            var (trace, prompting) = (new PrefixTrace(all, wanted), new PrefixTrace(all, new bool[wanted.Length]));
            using var text = Watched(trace, addGenerationPrompt: false);
            using var prompted = Watched(prompting, addGenerationPrompt: true);
            var tail = trace.TailStart;
            return tail >= 0 && prompting.TailStart == tail && text.Written.SequenceEqual(whole) && prompted.Written[..tail].SequenceEqual(whole[..tail])
                ? new Beginnings(trace, prompted.Written[tail..].ToString())
                : null;
        }
        catch (Exception e) when (e is LookedAheadException or TrainForgeException)
        {
            // A beginning may be refused where the whole is not, or its limits be reached twice as soon: who renders it by itself is told.
            return null;
        }

        TextRoom Watched(PrefixTrace trace, bool addGenerationPrompt) =>
            new Renderer(Name, _limits, clock) { Trace = trace }.Render(_body, SpecialTokens.Select(t => (t.Key, TemplateValue.From(t.Value))).Concat(Values(trace.Messages, tools, addGenerationPrompt)));
    }
}

/// <summary>What the first so many messages of a conversation render to, known from rendering all of them.</summary>
/// <param name="trace">Of that rendering.</param>
/// <param name="prompt">What follows the last message when the assistant is to speak next.</param>
internal sealed class Beginnings(PrefixTrace trace, string prompt)
{
    public bool Knows(int count) => count >= trace.Least;

    /// <summary>The length of that rendering; null when the whole does not begin with it.</summary>
    public int? Length(ReadOnlySpan<char> whole, int count, bool addGenerationPrompt)
    {
        var (start, last) = trace.Beginning(count);
        var tail = addGenerationPrompt ? prompt : whole[trace.TailStart..];
        var rest = whole[start..];
        return rest.StartsWith(last) && rest[last.Length..].StartsWith(tail) ? start + last.Length + tail.Length : null;
    }
}
