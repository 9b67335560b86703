using System.Diagnostics;

namespace TrainForge.PackageTests;

/// <summary>Ctrl+C in a terminal: every process of the run gets it.</summary>
[Trait("Category", "Nightly")]
public sealed class Interrupted : IDisposable
{
    private readonly UserProject _project = new(tests: """
        using Microsoft.Extensions.AI;
        using TrainForge.Capture;
        using Xunit;

        [assembly: CollectionBehavior(MaxParallelThreads = 4)]

        public class Quick
        {
            [Theory] [InlineData("ferns")] [InlineData("hostas")] [InlineData("moss")]
            public void Ends(string plant) => Stash.Current.Record($"Does {plant} grow in the shade of a tall old tree?", $"Yes, {plant} grows well in the shade of a tall old tree.");
        }

        public class Slow
        {
            [Fact]
            public async Task Is_interrupted()
            {
                Stash.Current.Record("How long is the river from the hills to the sea?", "Nobody has walked along all of it yet.");
                if (Environment.GetEnvironmentVariable("USER_WAITS") == "1")
                {
                    await Task.Delay(TimeSpan.FromMinutes(5));
                }
            }
        }
        """);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void The_next_run_builds_from_what_an_interrupted_one_recorded()
    {
        var built = _project.Run("build");
        Assert.True(built.ExitCode == 0, built.Output);

        Interrupt();
        Assert.Empty(_project.Versions);
        _project.Write("global.json", """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        Interrupt();
        Assert.Empty(_project.Versions);

        File.Delete(Path.Combine(_project.Folder, "global.json"));
        var next = _project.Test("--no-build", "--filter", "FullyQualifiedName~Is_interrupted");

        Assert.True(next.ExitCode == 0, next.Output);
        Assert.True(_project.Versions is ["v0001"], next.Output);
        var version = Path.Combine(_project.In("datasets"), "main", "v0001");

        // The two that never ended hold the same conversation, which is one; what had ended before is trained on.
        Assert.Contains("\"never-ended\": 1", File.ReadAllText(Path.Combine(version, "MANIFEST.json")), StringComparison.Ordinal);
        Assert.Contains("ferns", string.Concat(Directory.GetFiles(Path.Combine(version, "sft")).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    // setsid, so that the signal reaches this run and not ours.
    private void Interrupt()
    {
        var before = Recorded();
        var start = new ProcessStartInfo("setsid", ["dotnet", "test", "--no-build"]) { WorkingDirectory = _project.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        DotNet.Clean(start);
        start.Environment["NUGET_PACKAGES"] = Package.Cache;
        start.Environment["USER_WAITS"] = "1";
        using var run = Process.Start(start)!;
        run.OutputDataReceived += (_, _) => { };
        run.ErrorDataReceived += (_, _) => { };
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        try
        {
            Until(run, () => Recorded() == before + 4, "four tests that have recorded");
            Until(run, () => _project.Stashes.Length == (before / 4 * 3) + 3, "three tests that have ended");

            var kill = DotNet.RunProgram("kill", _project.Folder, [], "-INT", "--", $"-{run.Id}");

            Assert.True(kill.ExitCode == 0, kill.Output);
            Assert.True(run.WaitForExit(TimeSpan.FromMinutes(2)), "The run did not end when it was interrupted.");
            Assert.NotEqual(0, run.ExitCode);
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }
    }

    private int Recorded() => Directory.Exists(_project.In("stashes"))
        ? Directory.GetFiles(_project.In("stashes"), "interactions.jsonl", SearchOption.AllDirectories).Count(file => new FileInfo(file).Length > 0)
        : 0;

    private static void Until(Process run, Func<bool> happens, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!happens())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(3), $"Waited too long for {what}.");
            Assert.False(run.WaitForExit(TimeSpan.FromMilliseconds(100)), $"The run ended by itself before {what}.");
        }
    }
}
