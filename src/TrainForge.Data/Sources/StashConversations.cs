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

        // A test may make ten thousand calls that begin alike, so that asking every thread every time would take minutes.
        var byKey = new Dictionary<(int Words, int Hash), List<ConversationThread>>();
        foreach (var call in calls.OrderBy(c => c.Sequence).ThenBy(c => c.Line))
        {
            var (thread, from) = Longest(byKey, call) ?? (New(threads, call, file), 0);
            byKey.GetValueOrDefault(thread.Key)?.Remove(thread);
            thread.Take(call, from);
            if (!byKey.TryGetValue(thread.Key, out var same))
            {
                byKey[thread.Key] = same = [];
            }

            same.Add(thread);
        }

        foreach (var thread in threads)
        {
            thread.Close();
        }

        return threads;
    }

    // Of two that fit, the longer one says more; of two equally long ones (the same question asked twice) the later.
    private static (ConversationThread Thread, int From)? Longest(Dictionary<(int Words, int Hash), List<ConversationThread>> byKey, Interaction call)
    {
        var keys = ConversationThread.Keys([.. call.Request.SelectMany(MessageWords.Of)]);
        for (var words = keys.Length - 1; words >= 0; words--)
        {
            (ConversationThread Thread, int From)? best = null;
            foreach (var thread in byKey.GetValueOrDefault((words, words > 0 ? keys[words] : keys[^1])) ?? [])
            {
                if ((best is not var (found, _) || thread.Number > found.Number) && thread.Continues(call.Request) is { } from)
                {
                    best = (thread, from);
                }
            }

            if (best is not null)
            {
                return best;
            }
        }

        return null;
    }

    private static ConversationThread New(List<ConversationThread> threads, Interaction call, string file)
    {
        var thread = new ConversationThread(file, call.Started, threads.Count);
        threads.Add(thread);
        return thread;
    }
}
