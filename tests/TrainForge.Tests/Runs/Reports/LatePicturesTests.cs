using TrainForge.Files;
using TrainForge.Runs.Reports;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Runs.Reports;

public sealed class LatePicturesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public LatePicturesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for PlantUML is a shell script.");
        _recording = new Recording(_folder.File("ro ot"));
        _recording.AskMany(4);
        StashReports.Write(_recording.Root, CancellationToken.None);
        File.WriteAllText(Path.Combine(_recording.Root.Reports, "of my own.puml"), "@startuml\n@enduml\n");
    }

    public void Dispose() => _folder.Dispose();

    private LatePictures Late => new(_recording.Root);

    [Fact]
    public async Task Draws_our_diagrams_that_have_no_picture_and_then_has_nothing_to_do()
    {
        Assert.Equal(4, Late.Due().Count);

        Assert.Equal(4, await DrawAsync("""echo drawn > "${4%.puml}.png" """));

        Assert.Empty(Late.Due());
        Assert.Equal(0, await DrawAsync("exit 9"));
        Assert.False(File.Exists(Path.Combine(_recording.Root.Reports, "of my own.png")));
    }

    // The newest first: so what a run changed is not behind what could never be drawn.
    [Fact]
    public async Task One_that_cannot_be_drawn_keeps_nobody_back_and_is_tried_again_when_it_changed()
    {
        var bad = Late.Due()[0];
        var name = Path.GetFileName(bad);

        Assert.Equal(3, await DrawAsync($"""case "$4" in '{name}') exit 1;; *) echo drawn > "${"{4%.puml}"}.png";; esac"""));
        Assert.Empty(Late.Due());

        File.SetLastWriteTimeUtc(bad, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal([bad], Late.Due());
        Assert.Equal(0, await DrawAsync("exit 1"));
        Assert.Empty(Late.Due());
    }

    [Fact]
    public async Task Ends_when_its_time_is_over_and_leaves_the_rest_for_another_time()
    {
        var drawn = await Late.DrawAsync(new DiagramPictures(Script("sleep 600"), TimeSpan.FromMinutes(1)), TimeSpan.FromMilliseconds(200), CancellationToken.None);

        Assert.Equal(0, drawn);
        Assert.Equal(4, Late.Due().Count);
    }

    [Fact]
    public async Task Leaves_it_to_the_one_that_draws_already()
    {
        using var other = FileLock.TryAcquire(Path.Combine(_recording.Root.Cache, "pictures.lock"));

        Assert.Null(await DrawAsync("exit 9"));
    }

    private Task<int?> DrawAsync(string script) =>
        Late.DrawAsync(new DiagramPictures(Script(script), TimeSpan.FromSeconds(20)), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    private string Script(string script)
    {
        var program = _folder.File("plantuml");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }
}
