using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Decontamination;

public sealed class DecontaminationBuildTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_evaluation_asks_is_left_out_and_an_evaluation_that_changed_makes_a_new_version()
    {
        var (recording, options) = Recorded("What is number three?");

        var first = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var again = await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        Suite("What is number five?", "What is number six?");
        var other = await DatasetBuilder.BuildAsync(options, CancellationToken.None);

        Assert.Equal(1, first.Manifest.Stages.Single(s => s.Name == "decontamination").Dropped["contaminated"]);
        Assert.Contains("\"reason\":\"contaminated\"", Dropped(first), StringComparison.Ordinal);
        Assert.Contains("\"found\":\"my suites/questions.jsonl\"", Dropped(first), StringComparison.Ordinal);
        Assert.True(again.Unchanged);
        Assert.Equal(("v0002", 2), (other.Version, other.Manifest.Stages.Single(s => s.Name == "decontamination").Dropped["contaminated"]));
        Assert.NotEqual(first.Manifest.Hashes["evaluation_suites"], other.Manifest.Hashes["evaluation_suites"]);
        Assert.NotNull(recording);
    }

    [Fact]
    public async Task An_evaluation_that_changed_without_hitting_anything_is_another_version_too()
    {
        var (_, options) = Recorded("What is number three?");
        var first = await DatasetBuilder.BuildAsync(options, CancellationToken.None);

        Suite("What is number three?", "Who knows what nobody recorded?");
        var other = await DatasetBuilder.BuildAsync(options, CancellationToken.None);

        Assert.Equal(("v0001", "v0002"), (first.Version, other.Version));
    }

    [Fact]
    public async Task A_version_verifies_until_its_evaluation_changes_and_then_nobody_can_tell()
    {
        var (recording, options) = Recorded("What is number three?");
        await DatasetBuilder.BuildAsync(options, CancellationToken.None);
        var version = DatasetVersions.Find(recording.Root, "main", null);

        var same = await DatasetVerification.RunAsync(version, options, CancellationToken.None);
        Suite("What is number five?");
        var changed = await DatasetVerification.RunAsync(version, options, CancellationToken.None);
        Directory.Delete(_folder.File("my suites"), recursive: true);
        var gone = await DatasetVerification.RunAsync(version, options, CancellationToken.None);

        Assert.Empty(same.Problems);
        Assert.Equal(("TF2153", false), (Assert.Single(changed.Problems).Rule.Code, changed.CanTell));
        Assert.Equal(("TF2151", false), (Assert.Single(gone.Problems).Rule.Code, gone.CanTell));
    }

    private static string Dropped(BuiltDataset build) => File.ReadAllText(Path.Combine(build.Folder, DatasetPaths.Dropped));

    private (Recording Recording, DatasetBuildOptions Options) Recorded(string suite)
    {
        var recording = new Recording(_folder.File("root"));
        foreach (var (i, number) in new[] { "one", "two", "three", "four", "five", "six", "seven" }.Index())
        {
            recording.Ask($"Shop.Tests.Case{i}", $"What is number {number}?", $"It is {number}.");
        }

        Suite(suite);
        return (recording, recording.Options with { BaseFolder = _folder.Path, Dataset = new DatasetOptions { Decontamination = new() { Against = ["my suites"] } } });
    }

    private void Suite(params IEnumerable<string> questions)
    {
        Directory.CreateDirectory(_folder.File("my suites"));
        File.WriteAllLines(_folder.File("my suites", "questions.jsonl"), questions.Select(q => $$"""{"prompt":"{{q}}"}"""));
    }
}
