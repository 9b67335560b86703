using System.Diagnostics;
using TrainForge.Runs.Reports;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Reports;

public sealed class DiagramPicturesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public DiagramPicturesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for PlantUML is a shell script.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Draws_what_has_no_picture_or_an_older_one()
    {
        var diagrams = Diagrams(3);
        File.WriteAllText(Png(diagrams[0]), "new");
        File.WriteAllText(Png(diagrams[1]), "old");
        File.SetLastWriteTimeUtc(Png(diagrams[1]), DateTime.UtcNow.AddHours(-1));

        var (drawn, problems) = await Pictures("""[ "$*" = "-tpng -charset UTF-8 $4" ] && echo drawn > "${4%.puml}.png" """).DrawAsync(diagrams, _ => { }, CancellationToken.None);

        Assert.Equal(2, drawn);
        Assert.Empty(problems);
        Assert.Equal("new", File.ReadAllText(Png(diagrams[0])));
        Assert.Equal("drawn\n", File.ReadAllText(Png(diagrams[2])));
    }

    [Fact]
    public async Task One_that_takes_too_long_is_ended_with_what_it_started_and_the_next_is_drawn()
    {
        // A pipe with a name ends for who reads it when the last one who holds its other end is gone.
        var diagrams = Diagrams(2);
        var pipe = _folder.File("re ports", "alive");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var opened = Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0), TestContext.Current.CancellationToken);
        var pictures = Pictures("case $4 in *0*) echo half > 0.png; (exec 9> alive; sleep 600) & wait;; *) echo whole > 1.png;; esac", patience: 1);

        var (drawn, problems) = await pictures.DrawAsync(diagrams, _ => { }, CancellationToken.None);

        Assert.Equal(1, drawn);
        Assert.Contains("longer than 1 seconds", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Png(diagrams[0])));

        // Where it was ended before it had started anything, nobody else would let the reader in.
        using (new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0))
        {
            await opened;
        }

        await using var alive = await opened;
        Assert.Equal(0, await alive.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cancelling_ends_the_one_at_work()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pictures("sleep 600").DrawAsync(Diagrams(1), _ => { }, cancel.Token));
    }

    [Fact]
    public async Task A_program_that_cannot_draw_is_not_asked_for_ever()
    {
        var (drawn, problems) = await Pictures("exit 7").DrawAsync(Diagrams(20), _ => { }, CancellationToken.None);

        Assert.Equal(0, drawn);
        Assert.Equal(3, problems.Count);
        Assert.All(problems, p => Assert.Contains("exit code 7", p.Message, StringComparison.Ordinal));
    }

    private DiagramPictures Pictures(string script, double patience = 20)
    {
        var program = _folder.File("plantuml");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return new DiagramPictures(program, TimeSpan.FromSeconds(patience));
    }

    private string[] Diagrams(int count)
    {
        var folder = Directory.CreateDirectory(_folder.File("re ports")).FullName;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var file = Path.Combine(folder, $"{i}.puml");
            File.WriteAllText(file, "@startuml\n@enduml\n");
            return file;
        })];
    }

    private static string Png(string diagram) => Path.ChangeExtension(diagram, ".png");
}
