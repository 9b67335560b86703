using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>
/// The first turn in which two conversations differ. They are in normal form, so ids of calls are no difference; everything else
/// is: tools, every message before, names, reasoning.
/// </summary>
internal static class Difference
{
    /// <returns>Null, or why the two cannot be compared: a name for ever.</returns>
    public static string? Find(Example chosen, Example rejected, out TurnMark better, out TurnMark worse)
    {
        (better, worse) = (default, default);
        if (!Tools(chosen).SequenceEqual(Tools(rejected)))
        {
            return "other-tools";
        }

        var place = 0;
        while (place < chosen.Messages.Count && place < rejected.Messages.Count && IsSame(chosen.Messages[place], rejected.Messages[place]))
        {
            place++;
        }

        if (place == chosen.Messages.Count || place == rejected.Messages.Count)
        {
            return chosen.Messages.Count == rejected.Messages.Count ? "same-answer" : "same-as-far-as-it-goes";
        }

        if (chosen.Messages[place].Role != Role.Assistant || rejected.Messages[place].Role != Role.Assistant)
        {
            return "differs-outside-answer";
        }

        better = TurnSketch.Marks(chosen).Single(m => m.Message == place);
        worse = TurnSketch.Marks(rejected).Single(m => m.Message == place);
        return place == 0 ? "no-prompt" : better.IsTrained ? null : "not-to-imitate";
    }

    /// <summary>Whether two messages read the same, whatever their parts and origins.</summary>
    public static bool IsSame(Message one, Message other) =>
        one.Role == other.Role && ChatForm.ToLine(one).AsSpan().SequenceEqual(ChatForm.ToLine(other));

    private static byte[] Tools(Example example) => JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        json.List("tools", example.Tools, ChatForm.Write);
        json.WriteEndObject();
    });
}
