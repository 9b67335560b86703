using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Balance;

/// <summary>Near duplicates, caps and copies in whole builds.</summary>
public sealed class ShapedBuildTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_together_is_counted_written_and_built_again_to_the_same_bytes()
    {
        var recording = Recorded("root");
        var options = Shaped(recording);

        var build = await DatasetBuilder.BuildAsync(options, CancellationToken.None);

        var stages = build.Manifest.Stages.ToDictionary(s => s.Name, StringComparer.Ordinal);
        Assert.Equal(8, stages["near-duplicates"].Dropped["near-duplicate"]);
        Assert.Equal(stages["balance"].Before["add"] - stages["balance"].After["add"], stages["balance"].Dropped["over-cap"]);
        Assert.Equal(build.Manifest.Splits["train"].Examples / 4, stages["oversampling"].After["answers"]);
        var lines = Ids(build, DatasetPaths.SftTrain);
        Assert.Equal(build.Manifest.Rows(DatasetPaths.SftTrain), lines.Count);
        Assert.Equal(stages["oversampling"].After["answers"] - stages["oversampling"].Before["answers"], lines.Count - lines.Distinct().Count());
        Assert.Equal(stages["balance"].After["add"], build.Manifest.Commands["add"]);
        Assert.Equal(10, Ids(build, DatasetPaths.SftTrainTiny).Distinct().Count());
        Assert.Equal(10, build.Manifest.Rows(DatasetPaths.SftTrainTiny));
        Assert.Subset(lines.ToHashSet(), Ids(build, DatasetPaths.SftTrainTiny).ToHashSet());
        Assert.Empty(lines.Intersect(Ids(build, DatasetPaths.SftValid)));
        Assert.Empty((await DatasetVerification.RunAsync(DatasetVersions.Find(recording.Root, "main", null), options, CancellationToken.None)).Problems);
    }

    [Fact]
    public async Task Neither_threads_nor_the_place_change_a_byte()
    {
        var one = await DatasetBuilder.BuildAsync(Shaped(Recorded("one")) with { Threads = 1 }, CancellationToken.None);
        var eight = await DatasetBuilder.BuildAsync(Shaped(Recorded("another place")) with { Threads = 8 }, CancellationToken.None);

        Assert.Equal(one.Manifest.ContentHash, eight.Manifest.ContentHash);
    }

    private static DatasetBuildOptions Shaped(Recording recording) => recording.Options with
    {
        Dataset = new DatasetOptions
        {
            Tiny = new TinyOptions { Train = 10, Valid = 2 },
            Balance = new BalanceOptions { MaxPercent = 40 },
            Oversampling = new OversamplingOptions
            {
                Rules = new Dictionary<string, OversamplingRule>(StringComparer.Ordinal)
                {
                    ["answers"] = new() { When = OversamplingReason.Tool, Matches = ["sub"], Factor = 100, MaxPercent = 25 },
                },
            },
        },
    };

    private Recording Recorded(string root)
    {
        var recording = new Recording(_folder.File(root));
        for (var i = 0; i < 24; i++)
        {
            Calling(recording, $"Shop.Tests.Add{i}", $"Please add the prices of order {i * 17} and of parcel {i * 31} for me.", "add", $$"""{"a":{{i * 17}},"b":{{i * 31}}}""");
        }

        for (var i = 0; i < 12; i++)
        {
            recording.Ask($"Shop.Tests.Say{i}", $"Who packed parcel {i * 13} of shelf {i * 7}?", $"Clerk {i * 5} packed {i * 13}.");
        }

        for (var i = 0; i < 3; i++)
        {
            Calling(recording, $"Shop.Tests.Sub{i}", $"Take {i * 19} from the {i * 23} that are left of stock {i}.", "sub", $$"""{"a":{{i * 19}},"b":{{i * 23}}}""");
        }

        // The same said louder: near, and taught the same.
        for (var i = 0; i < 8; i++)
        {
            recording.Ask($"Shop.Tests.Loud{i}", $"WHO packed parcel {i * 13} of shelf {i * 7}?!", $"Clerk {i * 5} packed {i * 13}!");
        }

        return recording;
    }

    private static void Calling(Recording recording, string test, string question, string tool, string arguments)
    {
        var call = Recording.Call(1, [new Message(Role.User, question)], [Recording.Calling("c1", arguments, tool)]) with
        {
            Tools = [Recording.Add, Recording.Add with { Name = "sub" }],
        };
        Message[] history = [new(Role.User, question), Recording.Calling("c1", arguments, tool), Recording.Answering("c1", "12")];
        var answer = Recording.Call(2, history, [new Message(Role.Assistant, "12.")]) with { Tools = call.Tools };
        recording.Write(test, Outcome.Passed, "run-1", 1, call, answer);
    }

    private static List<string> Ids(BuiltDataset build, string path) =>
        [.. File.ReadLines(Path.Combine(build.Folder, path)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)];
}
