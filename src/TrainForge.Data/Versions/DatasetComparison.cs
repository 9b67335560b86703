using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Versions;

/// <summary>
/// Compares two versions example by example. An example's id is made from its content, so the same id with other bytes means that
/// it was judged or described differently, and an answer that changed is one example gone and another one there, of the same test.
/// </summary>
public static class DatasetComparison
{
    private const int HashDigits = 8;

    public static DatasetDifference Run(DatasetVersion before, DatasetVersion after, CancellationToken cancel)
    {
        if (before.Manifest.ContentHash == after.Manifest.ContentHash)
        {
            return new DatasetDifference(before, after) { Examples = [], Settings = [], Counts = [], Files = [] };
        }

        var (olds, news) = (VersionRows.ById(before, cancel), VersionRows.ById(after, cancel));
        var changes = Gone(olds, news, DroppedReasons.Read(after))
            .Concat(Come(olds, news, DroppedReasons.Read(before)))
            .Concat(olds.Values.Where(o => news.ContainsKey((o.Kind, o.Id))).SelectMany(o => Other(o, news[(o.Kind, o.Id)])));
        return new DatasetDifference(before, after)
        {
            Examples = [.. changes.OrderBy(c => c.Change).ThenBy(c => c.Kind, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal)],
            Settings = Values(Settings(before.Manifest), Settings(after.Manifest)),
            Counts = Values(Counts(before.Manifest), Counts(after.Manifest)),
            Files = Values(Others(before.Manifest), Others(after.Manifest)),
        };
    }

    private static IEnumerable<ExampleChange> Gone(Dictionary<(string Kind, string Id), VersionRow> olds, Dictionary<(string Kind, string Id), VersionRow> news, DroppedReasons dropped)
    {
        var answering = Tests(news.Values.Where(n => !olds.ContainsKey((n.Kind, n.Id))));
        return olds.Values.Where(o => !news.ContainsKey((o.Kind, o.Id))).Select(o => new ExampleChange(
            ChangeKind.Removed, o.Kind, o.Id, o.Test,
            dropped.Of(o.Id) is { } reason ? $"left out now: {reason}"
            : o.Test is not null && answering.Contains((o.Kind, o.Test)) ? "its test has other conversations now"
            : "not among what was read"));
    }

    private static IEnumerable<ExampleChange> Come(Dictionary<(string Kind, string Id), VersionRow> olds, Dictionary<(string Kind, string Id), VersionRow> news, DroppedReasons dropped)
    {
        var answered = Tests(olds.Values.Where(o => !news.ContainsKey((o.Kind, o.Id))));
        return news.Values.Where(n => !olds.ContainsKey((n.Kind, n.Id))).Select(n => new ExampleChange(
            ChangeKind.Added, n.Kind, n.Id, n.Test,
            dropped.Of(n.Id) is { } reason ? $"left out before: {reason}"
            : n.Test is not null && answered.Contains((n.Kind, n.Test)) ? "its test had other conversations before"
            : "not seen before"));
    }

    private static IEnumerable<ExampleChange> Other(VersionRow old, VersionRow now)
    {
        if (old.Side != now.Side)
        {
            yield return new ExampleChange(ChangeKind.Moved, now.Kind, now.Id, now.Test, $"from {old.Side} to {now.Side}");
        }

        var what = now.Differences(old).ToList();
        if (old.Copies != now.Copies)
        {
            what.Add(string.Create(CultureInfo.InvariantCulture, $"copies {old.Copies} to {now.Copies}"));
        }

        if (what.Count > 0)
        {
            yield return new ExampleChange(ChangeKind.Changed, now.Kind, now.Id, now.Test, string.Join(", ", what));
        }
    }

    private static HashSet<(string, string)> Tests(IEnumerable<VersionRow> rows) => [.. rows.Where(r => r.Test is not null).Select(r => (r.Kind, r.Test!))];

    private static SortedDictionary<string, string> Settings(DatasetManifest manifest)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten("", manifest.Options.ToElement());
        return settings;

        void Flatten(string name, JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                settings[name] = value.GetRawText();
                return;
            }

            foreach (var field in value.EnumerateObject())
            {
                Flatten(name.Length == 0 ? field.Name : $"{name}.{field.Name}", field.Value);
            }
        }
    }

    // The card repeats what the rest says.
    private static SortedDictionary<string, string> Others(DatasetManifest manifest)
    {
        var examples = VersionRows.Files(manifest).Select(f => f.Path).Append(DatasetPaths.Card).ToHashSet(StringComparer.Ordinal);
        return new(manifest.Files.Where(f => !examples.Contains(f.Path)).ToDictionary(f => f.Path, f => f.Sha256[..HashDigits]), StringComparer.Ordinal);
    }

    private static SortedDictionary<string, string> Counts(DatasetManifest manifest)
    {
        var counts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var stage in manifest.Stages)
        {
            counts[$"{stage.Name} out"] = Text(stage.Out);
            foreach (var (reason, count) in stage.Dropped)
            {
                counts[$"{stage.Name} left out: {reason}"] = Text(count);
            }

            foreach (var (reason, count) in stage.Cut)
            {
                counts[$"{stage.Name} cut short: {reason}"] = Text(count);
            }
        }

        return counts;

        static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<ValueChange> Values(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
    [
        .. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new ValueChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(change => change.Before != change.After),
    ];
}
