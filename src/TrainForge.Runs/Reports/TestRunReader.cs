using System.Globalization;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Retention;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Repositories;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>
/// Finds each test's newest attempt. Only those stashes are read as a whole, and of them only what changed since the last reports; of
/// all others the index knows enough. A run of one test changes that test's part of the report and leaves the others' in place.
/// </summary>
internal sealed class TestRunReader(TrainForgeRoot root, StashIndex index, IReadOnlyDictionary<string, TestPart> known)
{
    private readonly Dictionary<string, RunResults> _results = new(StringComparer.Ordinal);

    public TestRunReport Read(CancellationToken cancel)
    {
        var tests = new List<TestPart>();
        foreach (var test in index.Entries.Where(e => e.Test is not null).GroupBy(e => e.Test!, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            tests.AddRange(Rows(test.Key, Newest(test)));
        }

        var last = tests.MaxBy(t => (t.Timestamp, t.Place));
        return new TestRunReport([.. Sorted(tests)])
        {
            NewestRun = last?.Run,
            NeverEnded = [.. index.Entries.Where(e => e.Test is null && (last is null || e.Run == last.Run || e.Interactions.Written > last.Timestamp)).Select(e => e.Place)],
            Commit = last is null ? null : last.Commit ?? TestRunReport.Sentence("Written at commit", GitReader.ReadWithState(Path.GetDirectoryName(root.Folder) ?? root.Folder)?.Context),
        };
    }

    // What needs a look comes first; equal names are told apart by what else there is, so that the order is always the same.
    private static IOrderedEnumerable<TestPart> Sorted(IEnumerable<TestPart> tests) =>
        tests.OrderBy(t => t.Outcome switch { Outcome.Failed => 0, Outcome.TimedOut => 1, Outcome.None or Outcome.Inconclusive => 2, Outcome.Passed => t.IsFlaky ? 3 : 5, _ => 4 })
            .ThenBy(t => t.TestName, StringComparer.Ordinal)
            .ThenBy(t => t.Assembly, StringComparer.Ordinal)
            .ThenBy(t => t.TargetFramework, StringComparer.Ordinal)
            .ThenBy(t => t.Name, StringComparer.Ordinal);

    private static IGrouping<string, StashEntry> Newest(IEnumerable<StashEntry> test) =>
        test.GroupBy(e => e.Run ?? e.Place, StringComparer.Ordinal).OrderByDescending(run => run.Max(e => e.Time)).ThenByDescending(run => run.Key, StringComparer.Ordinal).First();

    // A framework may show several rows of data by one name.
    private IEnumerable<TestPart> Rows(string test, IEnumerable<StashEntry> run)
    {
        var rows = run.GroupBy(e => e.TestId!, StringComparer.Ordinal).OrderBy(row => row.Key, StringComparer.Ordinal).ToList();
        foreach (var row in rows)
        {
            var attempts = row.OrderBy(e => e.Attempt).ThenBy(e => e.Time).ThenBy(e => e.Place, StringComparer.Ordinal).ToList();
            var id = string.Concat(test.AsSpan(0, 8), rows.Count > 1 ? row.Key[..8] : "");
            var key = Key(id, attempts);
            if (known.GetValueOrDefault(key) is { } part && File.Exists(StashReports.DiagramOf(root, part.Name)))
            {
                yield return part;
            }
            else if (Made(id, attempts) is { } made)
            {
                yield return TestPart.Of(made, key);
            }
        }
    }

    // All that a part is made from: the attempts, and what the runner said of their run.
    private string Key(string id, IReadOnlyList<StashEntry> attempts)
    {
        var key = new StringBuilder(id);
        foreach (var attempt in attempts)
        {
            key.Append('\n').Append(attempt.Place).Append(CultureInfo.InvariantCulture, $"|{attempt.Interactions.Length}|{attempt.Interactions.WriteTicks}|{attempt.Metadata.Length}|{attempt.Metadata.WriteTicks}");
        }

        var results = index.Results.GetValueOrDefault(attempts[^1].Run ?? "");
        return Sha256.Of(Encoding.UTF8.GetBytes(key.Append(CultureInfo.InvariantCulture, $"\n{results.Length}|{results.WriteTicks}").ToString()));
    }

    // Null for one that is gone, or changed under our eyes.
    private TestReport? Made(string id, IReadOnlyList<StashEntry> attempts)
    {
        var content = StashReader.Read(attempts[^1].Folder);
        if (content.Metadata is not { } metadata)
        {
            return null;
        }

        var outcome = Judge(attempts[^1].Folder, metadata);
        return new TestReport(PortableName.From($"{id}-{metadata.DisplayName ?? metadata.TestName}"), attempts[^1].Place, metadata, outcome, content.Interactions)
        {
            BadLines = content.BadLines,
            IsFlaky = metadata.Flaky || attempts.SkipLast(1).Any(a => StashReader.Metadata(a.Folder) is { } other && Judge(a.Folder, other) != outcome),
        };
    }

    private Outcome Judge(string folder, StashMetadata metadata)
    {
        var runFolder = Path.GetDirectoryName(folder)!;
        if (!_results.TryGetValue(runFolder, out var said))
        {
            // A line that is not understood is told when a dataset is built of it.
            _results[runFolder] = said = RunResults.Read(runFolder, static _ => { });
        }

        return said.Judge(metadata);
    }
}
