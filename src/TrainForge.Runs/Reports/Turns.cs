using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>Each call sends the whole history again; a reader wants to see what was new.</summary>
internal static class Turns
{
    public static IEnumerable<(Interaction Call, IReadOnlyList<Message> New)> Of(IEnumerable<Interaction> calls)
    {
        Interaction? last = null;
        foreach (var call in calls.OrderBy(c => c.Sequence))
        {
            yield return (call, [.. call.Request.Skip(last is null ? 0 : Known(last, call))]);
            last = call;
        }
    }

    // As long as the beginning says the same, it was said before; so was the answer to it.
    private static int Known(Interaction last, Interaction call)
    {
        var same = 0;
        while (same < last.Request.Count && same < call.Request.Count && Same(last.Request[same], call.Request[same]))
        {
            same++;
        }

        return same < last.Request.Count ? 0 : Math.Min(call.Request.Count, same + (call.Request.Skip(same).FirstOrDefault()?.Role == Role.Assistant ? last.Response.Count : 0));
    }

    private static bool Same(Message one, Message other) => one.Role == other.Role && one.Parts.Count == other.Parts.Count && one.Text == other.Text;
}
