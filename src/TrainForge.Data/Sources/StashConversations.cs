using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>
/// From calls to conversations, by position: a call whose request begins with all that was said in a conversation continues it.
/// A request that leaves something out or says it otherwise begins a new conversation; what of it is history stays context.
/// </summary>
internal static class StashConversations
{
    /// <param name="file">Where the calls are from, for provenance.</param>
    public static IReadOnlyList<ConversationThread> Of(IEnumerable<Interaction> calls, string file)
    {
        var threads = new List<ConversationThread>();
        foreach (var call in calls.OrderBy(c => c.Sequence).ThenBy(c => c.Line))
        {
            var (thread, from) = Longest(threads, call) ?? (New(threads, call, file), 0);
            thread.Take(call, from);
        }

        foreach (var thread in threads)
        {
            thread.Close();
        }

        return threads;
    }

    // Of two that fit, the longer one says more; of two equally long ones (the same question asked twice) the later.
    private static (ConversationThread Thread, int From)? Longest(List<ConversationThread> threads, Interaction call)
    {
        (ConversationThread Thread, int From)? best = null;
        foreach (var thread in threads)
        {
            if (thread.Length >= (best?.Thread.Length ?? 0) && thread.Continues(call.Request) is { } from)
            {
                best = (thread, from);
            }
        }

        return best;
    }

    private static ConversationThread New(List<ConversationThread> threads, Interaction call, string file)
    {
        var thread = new ConversationThread(file, call.Started);
        threads.Add(thread);
        return thread;
    }
}
