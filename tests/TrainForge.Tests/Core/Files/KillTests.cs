using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Core.Files;

/// <summary>Writers killed at random moments, and many of them at once. TRAINFORGE_FULL=1 kills a hundred times.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Random _random = new(20260301);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_whose_writer_is_killed_is_always_whole()
    {
        var target = _folder.File("kept", "file.txt");
        var kills = Sampling.Count(4, 100);
        for (var kill = 0; kill < kills; kill++)
        {
            KillAtRandom("write-over", target);

            var content = File.ReadAllText(target);
            Assert.Equal(FileProbes.ContentBytes, content.Length);
            Assert.Equal(-1, content.AsSpan().IndexOfAnyExcept(content[0]));
        }

        var left = Directory.GetFiles(_folder.File("kept")).Length - 1;
        Assert.Equal(left, AtomicFile.Sweep(_folder.File("kept"), TimeSpan.FromSeconds(-5), TimeProvider.System));
        Assert.Equal([target], Directory.GetFiles(_folder.File("kept")));
    }

    [Theory]
    [InlineData("append")]
    [InlineData("append-sole")]
    public void Lines_whose_writer_is_killed_are_whole_but_for_the_last(string probe)
    {
        var log = _folder.File("log.jsonl");
        var kills = Sampling.Count(3, 100);
        for (var kill = 0; kill < kills; kill++)
        {
            KillAtRandom(probe, log, $"w{kill}", "0");
        }

        LineAppender.Open(log).Dispose();
        var lines = Lines(log, torn => Assert.Fail(torn.ToString()));
        Assert.Equal(Enumerable.Range(0, kills).Select(kill => $"w{kill}"), lines.Select(l => l.Writer).Distinct());
        Assert.All(lines.GroupBy(l => l.Writer), writer => Assert.Equal(Enumerable.Range(0, writer.Count()), writer.Select(l => l.Number)));
    }

    [Fact]
    public void Many_processes_append_and_no_line_is_lost_or_mixed()
    {
        var log = _folder.File("log.jsonl");
        var (writers, count) = (Sampling.Count(4, 16), Sampling.Count(60, 1000));
        var processes = Enumerable.Range(0, writers).Select(w => ProbeProcess.Start("append", log, $"w{w}", $"{count}")).ToList();

        Assert.All(processes, p => Assert.Equal(0, p.WaitForEnd()));

        processes.ForEach(p => p.Dispose());
        var lines = Lines(log, torn => Assert.Fail(torn.ToString()));
        Assert.Equal(writers * count, lines.Count);
        Assert.All(lines.GroupBy(l => l.Writer), writer => Assert.Equal(Enumerable.Range(0, count), writer.Select(l => l.Number)));
    }

    private void KillAtRandom(string probe, params string[] args)
    {
        using var process = ProbeProcess.Start(probe, args);
        for (var turns = _random.Next(1, 12); turns > 0; turns--)
        {
            Assert.NotNull(process.ReadLine());
        }

        // A few microseconds up to about a millisecond: the probe says a line after a turn, and the kill must fall into the next one anywhere.
        Thread.SpinWait(_random.Next(100_000));
        process.Kill();
    }

    // Each line must be, to the byte, what its writer writes for its number.
    private static List<(string Writer, int Number)> Lines(string log, Action<Diagnostic> report)
    {
        var lines = new List<(string, int)>();
        foreach (var line in LineFile.Read(log, report))
        {
            var text = Encoding.UTF8.GetString(line.Bytes.Span);
            var (writer, number) = (text.Split('"')[3], int.Parse(text.Split(':', ',')[3]));
            Assert.Equal(FileProbes.Line(writer, number), text);
            lines.Add((writer, number));
        }

        return lines;
    }
}
