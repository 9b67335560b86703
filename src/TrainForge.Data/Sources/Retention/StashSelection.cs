using System.Globalization;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.Retention;

/// <summary>
/// Which stashes count: of each test the attempts of the last runs in which it ran. So a run of one test, or of some, pushes out
/// nothing of the others. Attempts that never ended are counted apart: runs that were killed push out nothing either.
/// </summary>
public sealed class StashSelection
{
    private StashSelection(IReadOnlyList<StashEntry> chosen, IReadOnlyList<StashEntry> passedOver, IReadOnlyDictionary<string, FileMark> results) =>
        (Chosen, PassedOver, Results) = (chosen, passedOver, results);

    /// <summary>To read, in ordinal order of their places.</summary>
    public IReadOnlyList<StashEntry> Chosen { get; }

    /// <summary>The rest, which no build needs any more.</summary>
    public IReadOnlyList<StashEntry> PassedOver { get; }

    private IReadOnlyDictionary<string, FileMark> Results { get; }

    public IReadOnlySet<string> Places => Chosen.Select(e => e.Place).ToHashSet(StringComparer.Ordinal);

    /// <summary>Depends on what the stashes say and how their runs are called, not on the files' times.</summary>
    public static StashSelection Of(StashIndex index, int keepRuns)
    {
        var passedOver = index.Entries.Where(e => e.Run is not null).GroupBy(Key, StringComparer.Ordinal).SelectMany(test => Beyond(test, keepRuns)).ToHashSet();
        return new StashSelection([.. index.Entries.Where(e => !passedOver.Contains(e))], [.. index.Entries.Where(passedOver.Contains)], index.Results);
    }

    /// <summary>Newest first: the runs in which a test ran, with its attempts.</summary>
    public static IOrderedEnumerable<IGrouping<string, StashEntry>> Runs(IEnumerable<StashEntry> attemptsOfOneTest) =>
        attemptsOfOneTest.GroupBy(e => e.Run!, StringComparer.Ordinal)
            .OrderByDescending(run => run.Max(e => e.Time ?? DateTimeOffset.MinValue))
            .ThenByDescending(run => run.Key, StringComparer.Ordinal);

    /// <summary>A line per file that is read of the chosen ones, with what tells whether it was changed.</summary>
    public IEnumerable<string> Lines() =>
        Chosen.SelectMany(e => new[] { Line($"{e.Place}/{StashPaths.Interactions}", e.Interactions), Line($"{e.Place}/{StashPaths.Metadata}", e.Metadata) })
            .Concat(Chosen.Select(e => Parent(e.Place)).Distinct(StringComparer.Ordinal).Where(Results.ContainsKey).Select(run => Line($"{run}/{StashPaths.Results}", Results[run])));

    // The name of an unfinished attempt's folder is the same in every run.
    private static string Key(StashEntry e) => e.Test ?? $"unfinished/{e.Place[(e.Place.IndexOf('/', StringComparison.Ordinal) + 1)..]}";

    private static IEnumerable<StashEntry> Beyond(IEnumerable<StashEntry> test, int keepRuns) => Runs(test).Skip(keepRuns).SelectMany(run => run);

    private static string Parent(string place) => place.LastIndexOf('/') is var end and > 0 ? place[..end] : ".";

    private static string Line(string path, FileMark mark) => string.Create(CultureInfo.InvariantCulture, $"{path}|{mark.Length}|{mark.WriteTicks}");
}
