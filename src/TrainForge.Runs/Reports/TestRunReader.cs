using TrainForge.Conversations;
using TrainForge.Data.Sources.Retention;
using TrainForge.Files;
using TrainForge.Repositories;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>
/// Finds each test's newest attempt. Only those stashes are read as a whole; of all others the index knows enough. A run of one test
/// changes that test's part of the report and leaves the others' in place.
/// </summary>
internal static class TestRunReader
{
    public static TestRunReport Read(TrainForgeRoot root, StashIndex index, CancellationToken cancel)
    {
        var results = new Dictionary<string, RunResults>(StringComparer.Ordinal);
        var tests = new List<TestReport>();
        foreach (var test in index.Entries.Where(e => e.Test is not null).GroupBy(e => e.Test!, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            tests.AddRange(Rows(test.Key, Newest(test), results));
        }

        var last = tests.MaxBy(t => (t.Metadata.Timestamp, t.Place));
        return new TestRunReport([.. Sorted(tests)])
        {
            NewestRun = last?.Run,
            NeverEnded = [.. index.Entries.Where(e => e.Test is null && (last is null || e.Run == last.Run || e.Interactions.Written > last.Metadata.Timestamp)).Select(e => e.Place)],
            Git = last?.Metadata.Git,
            WorkingTree = last is { Metadata.Git: null } ? GitReader.ReadWithState(Path.GetDirectoryName(root.Folder) ?? root.Folder)?.Context : null,
        };
    }

    // What needs a look comes first; equal names are told apart by what else there is, so that the order is always the same.
    private static IOrderedEnumerable<TestReport> Sorted(IEnumerable<TestReport> tests) =>
        tests.OrderBy(t => t.Outcome switch { Outcome.Failed => 0, Outcome.TimedOut => 1, Outcome.None or Outcome.Inconclusive => 2, Outcome.Passed => t.IsFlaky ? 3 : 5, _ => 4 })
            .ThenBy(t => t.Metadata.TestName, StringComparer.Ordinal)
            .ThenBy(t => t.Metadata.Assembly, StringComparer.Ordinal)
            .ThenBy(t => t.Metadata.TargetFramework, StringComparer.Ordinal)
            .ThenBy(t => t.Name, StringComparer.Ordinal);

    private static IGrouping<string, StashEntry> Newest(IEnumerable<StashEntry> test) =>
        test.GroupBy(e => e.Run ?? e.Place, StringComparer.Ordinal).OrderByDescending(run => run.Max(e => e.Time)).ThenByDescending(run => run.Key, StringComparer.Ordinal).First();

    // A framework may show several rows of data by one name.
    private static IEnumerable<TestReport> Rows(string test, IEnumerable<StashEntry> run, Dictionary<string, RunResults> results)
    {
        var rows = run.GroupBy(e => e.TestId!, StringComparer.Ordinal).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        foreach (var row in rows)
        {
            var attempts = row.OrderBy(e => e.Attempt).ThenBy(e => e.Time).ThenBy(e => e.Place, StringComparer.Ordinal).ToList();
            var content = StashReader.Read(attempts[^1].Folder);
            if (content.Metadata is not { } metadata)
            {
                continue; // gone, or changed under our eyes
            }

            var name = PortableName.From(string.Concat(test.AsSpan(0, 8), rows.Count > 1 ? row.Key[..8] : "", "-", metadata.DisplayName ?? metadata.TestName));
            var outcome = Judge(attempts[^1].Folder, metadata);
            yield return new TestReport(name, attempts[^1].Place, metadata, outcome, content.Interactions)
            {
                BadLines = content.BadLines,
                IsFlaky = metadata.Flaky || attempts.SkipLast(1).Any(a => StashReader.Metadata(a.Folder) is { } other && Judge(a.Folder, other) != outcome),
            };
        }

        Outcome Judge(string folder, StashMetadata metadata)
        {
            var runFolder = Path.GetDirectoryName(folder)!;
            if (!results.TryGetValue(runFolder, out var said))
            {
                // A line that is not understood is told when a dataset is built of it.
                results[runFolder] = said = RunResults.Read(runFolder, static _ => { });
            }

            return said.Judge(metadata);
        }
    }
}
