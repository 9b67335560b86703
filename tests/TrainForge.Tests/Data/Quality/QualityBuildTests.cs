using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Tests.Infra;
using static TrainForge.Tests.Data.Recording;

namespace TrainForge.Tests.Data.Quality;

/// <summary>From recorded calls to a version whose manifest says which turns do not count.</summary>
public sealed class QualityBuildTests : IDisposable
{
    private static readonly Message Question = new(Role.User, "What is 1 + 2?");

    private readonly TempFolder _folder = new();
    private readonly Recording _recording;

    public QualityBuildTests() => _recording = new Recording(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_manifest_says_what_does_not_count_and_a_second_build_says_the_same()
    {
        _recording.AskMany(3);
        Message[] before = [Question, Calling("a", """{"a":"1","b":2}"""), Answering("a", "no")];
        _recording.Write(
            "Shop.Tests.Adds", Outcome.Passed, "run-1", 1,
            Call(1, [Question], [before[1]]),
            Call(2, before, [Calling("b", """{"a":1,"b":2}""")]),
            Call(3, [.. before, Calling("b", """{"a":1,"b":2}"""), Answering("b", "3")], [new Message(Role.Assistant, "3.")]));

        var built = await _recording.BuildAsync();
        var again = await DatasetBuilder.BuildAsync(_recording.Options with { Force = true, Threads = 1 }, CancellationToken.None);

        var notes = built.Manifest.Stages.Single(s => s.Name == "quality").Notes;
        Assert.Equal([("class-high", 1L), ("class-medium", 3L), ("turn-schema-mismatch", 1L)], notes.Select(n => (n.Key, n.Value)));
        Assert.True(again.Reused);
        Assert.Equal(notes, again.Manifest.Stages.Single(s => s.Name == "quality").Notes);
        var example = Files(built).Select(line => ExampleJson.Read(line)).Single(e => e.Messages.Count > 2);
        Assert.Equal([false, false, false, true, false, true], example.Trained);
    }

    [Fact]
    public async Task A_stage_that_is_not_named_does_not_run()
    {
        _recording.AskMany(3);
        var options = _recording.Options;

        var built = await DatasetBuilder.BuildAsync(options with { Dataset = options.Dataset with { Stages = ["outcome", "examples", "split"] } }, CancellationToken.None);

        Assert.DoesNotContain(built.Manifest.Stages, s => s.Name == "quality");
    }

    private static IEnumerable<byte[]> Files(BuiltDataset built) =>
        new[] { DatasetPaths.SftTrain, DatasetPaths.SftValid }.Select(p => Path.Combine(built.Folder, p)).Where(File.Exists).SelectMany(File.ReadLines).Select(System.Text.Encoding.UTF8.GetBytes);
}
