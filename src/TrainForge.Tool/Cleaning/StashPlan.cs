using TrainForge.Data.Sources.Retention;
using TrainForge.Files;

namespace TrainForge.Tool.Cleaning;

/// <summary>
/// Which stashes may go, by the rule a build goes by: what lies beyond the last runs of its test and is old enough. Above a size
/// the oldest go as well, but never those of a test's newest run.
/// </summary>
internal sealed class StashPlan
{
    private readonly TrainForgeRoot _root;
    private readonly StashRetention _retention;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<StashEntry, string> _reasons = [];
    private readonly Dictionary<StashEntry, (long Bytes, DateTimeOffset Newest)> _sizes;
    private readonly Dictionary<string, bool> _atWork = new(StringComparer.Ordinal);

    private StashPlan(TrainForgeRoot root, TimeProvider clock, StashIndex index)
    {
        _root = root;
        _retention = new StashRetention(root, clock);
        _now = clock.GetUtcNow();
        _sizes = index.Entries.ToDictionary(e => e, e => Sizes.Of(e.Folder));
    }

    public static IEnumerable<CleanItem> Make(TrainForgeRoot root, CleanRules rules, TimeProvider clock, CancellationToken cancel)
    {
        var index = StashIndex.Read(root, remember: false, cancel);
        var plan = new StashPlan(root, clock, index);
        plan.Mark(
            StashSelection.Of(index, rules.KeepRuns).PassedOver.Where(e => plan._now - plan._sizes[e].Newest > rules.OlderThan),
            $"older than {rules.OlderThan.Days} days and not of the last {rules.KeepRuns} runs of its test");
        if (rules.MaxBytes is { } most)
        {
            plan.Shrink(StashSelection.Of(index, 1).PassedOver, most);
        }

        return plan.Items();
    }

    private void Shrink(IEnumerable<StashEntry> spare, long most)
    {
        var bytes = _sizes.Where(s => !_reasons.ContainsKey(s.Key)).Sum(s => s.Value.Bytes);
        foreach (var entry in spare.Where(e => !_reasons.ContainsKey(e)).OrderBy(e => _sizes[e].Newest).ThenBy(e => e.Place, StringComparer.Ordinal))
        {
            if (bytes <= most)
            {
                return;
            }

            Mark([entry], "the stashes are larger than --max-size");
            bytes -= _reasons.ContainsKey(entry) ? _sizes[entry].Bytes : 0;
        }
    }

    private void Mark(IEnumerable<StashEntry> entries, string why)
    {
        foreach (var entry in entries.Where(e => !IsAtWork(e.Run!)))
        {
            _reasons.Add(entry, why);
        }
    }

    private bool IsAtWork(string run) =>
        _atWork.TryGetValue(run, out var answer) ? answer : _atWork[run] = _retention.IsAtWork(Path.Combine(_root.Stashes, run));

    // A run that goes with everything in it is one item.
    private IEnumerable<CleanItem> Items()
    {
        foreach (var run in _reasons.Keys.GroupBy(e => e.Run!, StringComparer.Ordinal).OrderBy(run => run.Key, StringComparer.Ordinal))
        {
            var folder = Path.Combine(_root.Stashes, run.Key);
            if (StashRetention.IsWhole(folder, run))
            {
                var (bytes, newest) = Sizes.Of(folder);
                yield return CleanPlan.Item("stash", folder, bytes, newest, _now, _reasons[run.First()]);
                continue;
            }

            foreach (var entry in run.OrderBy(e => e.Place, StringComparer.Ordinal))
            {
                yield return CleanPlan.Item("stash", entry.Folder, _sizes[entry].Bytes, _sizes[entry].Newest, _now, _reasons[entry]);
            }
        }
    }
}
