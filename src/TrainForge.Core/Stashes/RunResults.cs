using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>
/// What the runner said of one run, beside which each stash's own outcome is held. A test may fail after its hook was last
/// called, as in Dispose; only the runner knows then.
/// </summary>
public sealed class RunResults
{
    private readonly Dictionary<(string Assembly, string Name), List<RunResult>> _results = [];
    private readonly HashSet<RunResult> _stashed = new(ReferenceEqualityComparer.Instance);

    private RunResults()
    {
    }

    /// <summary>Empty where no runner told, and without the lines that cannot be read.</summary>
    public static RunResults Read(string runFolder, Action<Diagnostic> report)
    {
        var results = new RunResults();
        var file = Path.Combine(runFolder, StashPaths.Results);
        foreach (var line in LineFile.Read(file, report))
        {
            try
            {
                results.Add(StashJson.Result(line.Bytes));
            }
            catch (JsonException e)
            {
                report(Rules.StashLineUnreadable.At(new SourcePoint(file, (int)Math.Min(line.Number, int.MaxValue)), JsonFields.Sentence(e)));
            }
        }

        return results;
    }

    /// <summary>Tests that were skipped and left no stash that <see cref="Judge"/> was asked about.</summary>
    public int SkippedWithoutStash => _results.Values.Sum(same => same.Count(r => r.Outcome == Outcome.Skipped && !_stashed.Contains(r)));

    /// <summary>
    /// The outcome that holds. The runner may take a pass away and fill in what is not known; it never turns a failure into a
    /// pass, because what it reports of a test that was run again is the last attempt.
    /// </summary>
    public Outcome Judge(StashMetadata metadata)
    {
        var same = Of(metadata);
        _stashed.UnionWith(same);
        if (same.Count == 0 || metadata.Outcome is not (Outcome.Passed or Outcome.None))
        {
            return metadata.Outcome;
        }

        // A first attempt that passed is not run again. Several results are then several rows of one name, and whose is whose
        // cannot be told: the worst holds for all.
        var result = metadata.Attempt == 1
            ? same.FirstOrDefault(r => r.Outcome != Outcome.Passed) ?? same[0]
            : same[Math.Min(metadata.Attempt, same.Count) - 1];
        return result.Outcome == Outcome.None ? metadata.Outcome : result.Outcome;
    }

    private void Add(RunResult result)
    {
        var key = (result.Assembly, result.FullyQualifiedName);
        if (!_results.TryGetValue(key, out var same))
        {
            _results.Add(key, same = []);
        }

        same.Add(result);
    }

    private List<RunResult> Of(StashMetadata m)
    {
        if (m.Assembly is not { } assembly)
        {
            return [];
        }

        // NUnit's full name has the arguments in it; the others share one name among the rows and show the arguments.
        var whole = Named(m.TestName).Where(r => m.ClassName is null || r.FullyQualifiedName != $"{m.ClassName}.{m.Method}");
        var shown = m.ClassName is null ? [] : Named($"{m.ClassName}.{m.Method}").Where(IsShown);
        return [.. whole.Concat(shown).Where(r => r.TargetFramework is null || m.TargetFramework is null || r.TargetFramework == m.TargetFramework)];

        List<RunResult> Named(string name) => _results.GetValueOrDefault((assembly, name)) ?? [];

        bool IsShown(RunResult r) => r.DisplayName == m.TestName || r.DisplayName == m.DisplayName || $"{m.ClassName}.{r.DisplayName}" == m.TestName;
    }
}
