using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

/// <summary>Real file systems that refuse: what was written before stays readable, the tests get their answers, the user one line.</summary>
public sealed class RootFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_root_that_runs_full_leaves_the_tests_green_and_what_was_written_readable()
    {
        using var disk = Mount.Memory(_folder.File("small disk"), "64k");
        using var host = new TestHost(s => s with { Root = disk.Folder });
        var client = new FakeModel(new string('a', 900)).WithTrainForge(host.Host);

        for (var test = 0; test < 12; test++)
        {
            host.Begin($"T{test}");
            for (var call = 0; call < 3; call++)
            {
                Assert.Equal(900, (await client.GetResponseAsync($"call {call}")).Text.Length);
            }

            host.End($"T{test}");
        }

        var warning = Assert.Single(host.Stderr.ToString().Trim().Split('\n'));
        Assert.StartsWith("trainforge: warning TF5001: ", warning, StringComparison.Ordinal);
        var stashes = StashReader.Find(disk.Folder).Select(StashReader.Read).ToList();
        Assert.Contains(stashes, s => s.HasEnded && s.Interactions.Count == 3);
        Assert.All(stashes, s => Assert.Equal(0, s.BadLines));
        Assert.All(stashes.Where(s => s.HasEnded), s => Assert.Equal(s.Metadata!.Interactions, s.Interactions.Count));
    }

    [Fact]
    public async Task A_root_on_a_file_system_mounted_read_only_costs_one_warning()
    {
        using var disk = Mount.Memory(_folder.File("read only"), "64k");
        disk.MakeReadOnly();
        using var host = new TestHost(s => s with { Root = Path.Combine(disk.Folder, "root ş") });
        var client = new FakeModel("ok").WithTrainForge(host.Host);

        for (var test = 0; test < 5; test++)
        {
            host.Begin($"T{test}");
            Assert.Equal("ok", (await client.GetResponseAsync("hello")).Text);
            host.End($"T{test}");
        }

        var warning = Assert.Single(host.Stderr.ToString().Trim().Split('\n'));
        Assert.StartsWith("trainforge: warning TF5001: ", warning, StringComparison.Ordinal);
        Assert.Contains("read-only", warning, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_root_on_another_drive_is_as_good_as_any()
    {
        using var disk = Mount.Memory(_folder.File("another drive"), "1m");
        using var host = new TestHost(s => s with { Root = disk.Folder });
        var client = new FakeModel("ok").WithTrainForge(host.Host);
        var note = _folder.File("note.txt");
        File.WriteAllText(note, "from this drive");

        host.Begin("A");
        await client.GetResponseAsync("hello");
        host.Current!.Attach(note);
        host.End("A");

        var stash = StashReader.Read(Assert.Single(StashReader.Find(disk.Folder)));
        Assert.True(stash.HasEnded);
        Assert.True(File.Exists(Path.Combine(stash.Folder, "note.txt")));
        Assert.Equal("", host.Stderr.ToString());
    }
}
