using TrainForge.Conversations;
using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Makes one of everything that says the same. The latest judgement holds: the test may have been mended since. Order, number
/// and place of the sightings leave no trace in what comes out.
/// </summary>
internal static class Gathering
{
    /// <summary>In the dataset's order: by group, then test, then id.</summary>
    public static IReadOnlyList<Gathered> Of(IEnumerable<ShardResult> results)
    {
        var found = new Dictionary<string, Gathered>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            foreach (var conversation in result.Conversations)
            {
                if (!found.TryGetValue(conversation.Id, out var known))
                {
                    found[conversation.Id] = known = new Gathered(conversation);
                }

                known.Terms = known.Terms.And(conversation.Terms);

                known.Seen.Add(result.Label is { } label ? conversation.Seen with { Label = label } : conversation.Seen);
            }
        }

        foreach (var gathered in found.Values)
        {
            gathered.Judge();
        }

        return [.. found.Values.OrderBy(c => c.What.Group, StringComparer.Ordinal).ThenBy(c => c.What.Test, StringComparer.Ordinal).ThenBy(c => c.What.Id, StringComparer.Ordinal)];
    }
}

/// <summary>A conversation, however often it was seen.</summary>
internal sealed class Gathered(SeenConversation what)
{
    public SeenConversation What { get; } = what;

    /// <summary>All on which it was seen.</summary>
    public SourceTerms Terms { get; set; } = what.Terms;

    /// <summary>Oldest first, and before those the attempts that never ended: they judged nothing, whenever it was.</summary>
    public List<Occurrence> Seen { get; private set; } = [];

    public OutcomeLabel? Label => Seen[^1].Label;

    public void Judge()
    {
        if (Seen.Count > 1)
        {
            Seen =
            [
                .. Seen.OrderBy(o => o.Label is not { Outcome: Outcome.None })
                    .ThenBy(o => o.Time ?? DateTimeOffset.MinValue)
                    .ThenBy(o => o.Place, StringComparer.Ordinal),
            ];
        }
    }
}
