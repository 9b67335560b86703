using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Runs.Inputs;

/// <summary>
/// Whether the newest run of each test assembly and target framework passed, as far as stashes know: tests that touch no model leave
/// none. Of a test that was tried again the last attempt counts.
/// </summary>
public static class LastRuns
{
    /// <param name="assembly">Only this one counts; null for all there are.</param>
    /// <returns>Why they are not green, or null.</returns>
    public static Diagnostic? Problem(TrainForgeRoot root, string? assembly, CancellationToken cancel)
    {
        var ended = new List<(string Folder, StashMetadata Test)>();
        var open = new List<string>();
        foreach (var stash in StashReader.Find(root.Stashes))
        {
            cancel.ThrowIfCancellationRequested();
            if (Read(stash) is { } test)
            {
                ended.Add((Path.GetDirectoryName(stash)!, test));
            }
            else
            {
                open.Add(stash);
            }
        }

        var newest = ended
            .Where(s => assembly is null || s.Test.Assembly is null || s.Test.Assembly == assembly)
            .GroupBy(s => (s.Test.Assembly, s.Test.TargetFramework))
            .Select(tests => (tests.MaxBy(s => s.Test.Timestamp).Folder, Tests: tests))
            .ToList();
        var failed = newest
            .SelectMany(run => run.Tests.Where(s => s.Folder == run.Folder))
            .GroupBy(s => (s.Folder, s.Test.Assembly, s.Test.TargetFramework, s.Test.TestId))
            .Select(attempts => attempts.MaxBy(s => s.Test.Attempt).Test)
            .Where(test => test.Outcome is not (Outcome.Passed or Outcome.Skipped))
            .OrderBy(test => test.TestName, StringComparer.Ordinal)
            .ToList();
        if (failed is [var first, ..])
        {
            return Rules.TestsNotGreen.Here(first.TestName, $"is {Setting(first.Outcome)}", first.RunId, failed.Count == 1 ? "" : $", and {failed.Count - 1} more");
        }

        var dead = open.Find(stash => newest.Exists(run => run.Folder == Path.GetDirectoryName(stash)));
        return dead is null ? null : Rules.TestsNotGreen.Here(Path.GetFileName(dead), "has not ended", Path.GetFileName(Path.GetDirectoryName(dead)!), "");
    }

    private static string Setting(Outcome outcome) => Options.Setting.KeyOf(outcome.ToString()).Replace('_', ' ');

    // What cannot be read is no proof of a green run.
    private static StashMetadata? Read(string stash)
    {
        var file = Path.Combine(stash, StashPaths.Metadata);
        try
        {
            return File.Exists(file) ? StashJson.Metadata(File.ReadAllBytes(file)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
