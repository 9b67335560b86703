using TrainForge.Data.Pipeline;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Hashing;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Data.Pipeline;

/// <summary>Builders that are killed without warning, and builders that come in each other's way.</summary>
public sealed class KilledBuildTests : IDisposable
{
    private const int Kills = 30;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The full count runs with TRAINFORGE_FULL=1.
    [Fact]
    public async Task Every_version_is_whole_and_the_next_build_is_as_if_nothing_had_happened()
    {
        var random = new Random(20261121);
        var root = _folder.File("root ş");
        new Recording(root).AskMany(8);
        for (var kill = 0; kill < Sampling.Count(3, Kills); kill++)
        {
            BuildAndKill(root, $"Kill{kill}x", random);
            var recording = new Recording(root);
            var before = DatasetPaths.Versions(DatasetPaths.Folder(recording.Root, "main"));
            Assert.All(before, version => Assert.Empty(Sha256Sums.Verify(version, VersionFiles.OutsideHash, CancellationToken.None)));

            var built = await recording.BuildAsync();

            Assert.Empty(Sha256Sums.Verify(built.Folder, VersionFiles.OutsideHash, CancellationToken.None));
            Assert.Empty(Directory.GetDirectories(DatasetPaths.Folder(recording.Root, "main"), ".building-*"));
        }

        var last = await new Recording(root).BuildAsync();
        Directory.Delete(new Recording(root).Root.Cache, recursive: true);
        var anew = await new Recording(root).BuildAsync();
        Assert.Equal((last.Version, last.Manifest.ContentHash), (anew.Version, anew.Manifest.ContentHash));
    }

    [Fact]
    public async Task Two_processes_at_once_wait_for_each_other_and_lose_nothing()
    {
        var root = _folder.File("root");
        new Recording(root).AskMany(8);
        using (var one = ProbeProcess.Start("build-datasets", root, "One", "4"))
        using (var other = ProbeProcess.Start("build-datasets", root, "Other", "4"))
        {
            Assert.Equal((0, 0), (one.WaitForEnd(), other.WaitForEnd()));
        }

        var recording = new Recording(root);
        var built = await recording.BuildAsync();

        Assert.Equal(16, built.Manifest.Stages[0].In);
        Assert.All(DatasetPaths.Versions(DatasetPaths.Folder(recording.Root, "main")), version => Assert.Empty(Sha256Sums.Verify(version, VersionFiles.OutsideHash, CancellationToken.None)));
    }

    private static void BuildAndKill(string root, string name, Random random)
    {
        using var probe = ProbeProcess.Start("build-datasets", root, name, "0");
        for (var lines = random.Next(1, 8); lines > 0; lines--)
        {
            Assert.NotNull(probe.ReadLine());
        }

        // A build of so few takes some tens of milliseconds.
        Assert.False(probe.EndsWithin(TimeSpan.FromMilliseconds(random.Next(60))), "The probe builds until it is killed.");
        probe.Kill();
    }
}
