using System.Globalization;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Capture;

/// <summary>A host that is killed without warning, again and again, at moments nobody chose.</summary>
public sealed class KillSweepTests : IDisposable
{
    private const int Kills = 50;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Also with metadata, attachments and logs being written at the moment. The full count runs with TRAINFORGE_FULL=1.
    [Fact]
    public void No_stash_is_rejected_and_only_the_call_in_flight_is_lost()
    {
        var random = new Random(20261121);
        var (unfinished, torn) = (0, 0);
        for (var kill = 0; kill < Sampling.Count(4, Kills); kill++)
        {
            var root = _folder.File($"root {kill}");
            var (answered, begun) = RunAndKill(root, random);

            var stashes = StashReader.Find(root).Select(StashReader.Read).ToList();

            // A call counts once its test has its answer: each of those is there, and at most one more.
            Assert.InRange(stashes.Sum(s => s.Interactions.Count), answered, answered + 1);
            Assert.All(stashes, s => Assert.Equal(0, s.BadLines));
            Assert.All(stashes.Where(s => s.HasEnded), s => Assert.Equal(CaptureProbes.CallsInTest, s.Interactions.Count));
            Assert.InRange(stashes.Count(s => !s.HasEnded), 0, 1);
            Assert.All(stashes.SelectMany(s => s.Problems), p => Assert.Equal("TF3005", p.Rule.Code));
            Assert.InRange(stashes.Count, begun - 1, begun);
            unfinished += stashes.Count(s => !s.HasEnded);
            torn += stashes.Sum(s => s.Problems.Count);
        }

        TestContext.Current.SendDiagnosticMessage("{0} kills: {1} attempts cut off, {2} torn lines, no stash rejected", Sampling.Count(4, Kills), unfinished, torn);
    }

    // Answers that had reached the test when it was killed, and tests that had begun.
    private static (int Answered, int Begun) RunAndKill(string root, Random random)
    {
        using var probe = ProbeProcess.Start("record-tests", root);
        for (var lines = random.Next(1, 120); lines > 0; lines--)
        {
            Assert.NotNull(probe.ReadLine());
        }

        // Within a call or between two: a spin is finer than a sleep.
        Thread.SpinWait(random.Next(200_000));
        probe.Kill();

        var (answered, begun) = (0, 0);
        foreach (var line in probe.AllLines())
        {
            (answered, begun) = line.StartsWith("test ", StringComparison.Ordinal)
                ? (answered, int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture))
                : (answered + 1, begun);
        }

        return (answered, begun);
    }
}
