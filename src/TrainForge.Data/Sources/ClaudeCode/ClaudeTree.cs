using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.ClaudeCode;

/// <summary>
/// Hangs turns on the turns they follow. Results that came one by one are one turn behind their answer, so that two tools at
/// work at the same time are no fork; what follows any of them follows all.
/// </summary>
internal sealed class ClaudeTree(ClaudeRecords records, ReadReport report)
{
    // What a record that says nothing hangs on, once known: chains of them are long, and would be walked again by each child.
    private readonly Dictionary<ClaudeTurn, (ClaudeTurn? Turn, bool Missing)> _behind = [];

    /// <summary>Turns that nothing follows, in the order of the file.</summary>
    public IReadOnlyList<ClaudeTurn> Leaves()
    {
        foreach (var turn in records.Turns.Where(t => t.Speaker == ClaudeSpeaker.Tool))
        {
            Gather(turn);
        }

        var turns = records.Turns.Where(t => t.Into is null && t.Speaker != ClaudeSpeaker.Nobody).ToList();
        foreach (var turn in turns)
        {
            var (parent, missing) = Above(turn);
            parent = parent?.Results is { } results && results != turn ? results : parent;
            var isOwn = parent is not null && parent != turn && parent.Sidechain == turn.Sidechain;
            turn.Parent = isOwn ? parent : null;
            turn.MissesParent = missing;
        }

        CutCircles(turns);
        foreach (var turn in turns)
        {
            report.Note("missing-parents", turn.MissesParent ? 1 : 0);
            if (turn.Parent is { } parent)
            {
                parent.HasChildren = true;
            }
        }

        return [.. turns.Where(t => !t.HasChildren)];
    }

    private void Gather(ClaudeTurn turn)
    {
        var above = Above(turn).Turn;
        var into = above?.Speaker switch
        {
            ClaudeSpeaker.Assistant => above.Results ??= turn,
            ClaudeSpeaker.Tool => above,
            _ => turn,
        };
        into = into.Last;
        foreach (var result in turn.Parts.Cast<ToolResultPart>().ToList())
        {
            if (result.CallId is { } id && !into.CallIds.Add(id))
            {
                report.Note("repeated-results");
                turn.Parts.Remove(result);
            }
        }

        if (into != turn)
        {
            into.Parts.AddRange(turn.Parts);
            into.Aside.AddRange(turn.Aside);
            turn.Into = into;
        }
    }

    private (ClaudeTurn? Turn, bool Missing) Above(ClaudeTurn turn)
    {
        var passed = new HashSet<ClaudeTurn>();
        (ClaudeTurn? Turn, bool Missing) found;
        for (var id = turn.ParentId; ;)
        {
            if (id is null)
            {
                found = (null, false);
                break;
            }

            if (records.Find(id) is not { } next)
            {
                found = (null, true);
                break;
            }

            if (next.Speaker != ClaudeSpeaker.Nobody)
            {
                found = (next, false);
                break;
            }

            if (_behind.TryGetValue(next, out found))
            {
                break;
            }

            if (!passed.Add(next))
            {
                found = (null, true);
                break;
            }

            id = next.ParentId;
        }

        foreach (var silent in passed)
        {
            _behind[silent] = found;
        }

        return found.Turn?.Last is { } last ? (last, false) : found;
    }

    // Only a damaged or a made-up file has turns that follow themselves; the last one looked at becomes a begin.
    private static void CutCircles(List<ClaudeTurn> turns)
    {
        var safe = new HashSet<ClaudeTurn>();
        foreach (var start in turns)
        {
            var path = new HashSet<ClaudeTurn>();
            for (var turn = start; turn is not null && !safe.Contains(turn); turn = turn.Parent)
            {
                path.Add(turn);
                if (turn.Parent is { } parent && path.Contains(parent))
                {
                    turn.Parent = null;
                    turn.MissesParent = true;
                }
            }

            safe.UnionWith(path);
        }
    }
}
