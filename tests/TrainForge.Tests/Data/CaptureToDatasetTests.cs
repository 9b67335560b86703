using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Tests.Capture;

namespace TrainForge.Tests.Data;

/// <summary>The whole thread in one process: a chat client is called inside tests, and what it said is a line of the dataset.</summary>
public sealed class CaptureToDatasetTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_tool_loop_of_a_passed_test_is_one_example_that_ends_with_the_last_word()
    {
        await TestAsync("Tells_the_weather", Outcome.Passed);
        await TestAsync("Tells_it_wrongly", Outcome.Failed);

        var build = await BuildAsync();

        var example = Assert.Single(ExampleFile.Read(Path.Combine(build.Folder, DatasetPaths.SftTrain)));
        Assert.Equal([Role.User, Role.Assistant, Role.Tool, Role.Assistant], example.Messages.Select(m => m.Role));
        Assert.Equal([false, true, false, true], example.Trained);
        Assert.Equal(("Rain.", """{"city":"Łódź","days":1.0}"""), (example.Messages[3].Text, Assert.Single(example.Messages[1].ToolCalls).ArgumentsText));
        Assert.Equal("""{"mm":12.50}""", Assert.Single(example.Messages[2].ToolResults).Text);
        Assert.Equal(("acme", "weather"), (example.Terms.Vendor, Assert.Single(example.Tools).Name));
        Assert.Equal(1, build.Manifest.Stages[0].Dropped["test-failed"]);
    }

    [Fact]
    public async Task The_same_test_run_again_makes_no_second_version()
    {
        await TestAsync("Tells_the_weather", Outcome.Passed);
        var first = await BuildAsync();

        await TestAsync("Tells_the_weather", Outcome.Passed);
        var second = await BuildAsync();

        Assert.Equal((first.Version, true, false), (second.Version, second.Reused, second.Unchanged));
    }

    // Its answers so far are whole, and what the test did with them is not known.
    [Fact]
    public async Task A_stash_that_ran_full_is_not_trained_on()
    {
        using var host = new TestHost(settings => settings with { Root = _host.Root, MaxStashBytes = 3000 });
        var client = new FakeModel("Rain.").WithTrainForge(host.Host);
        host.Begin("Full");
        await client.GetResponseAsync("Weather?");
        await client.GetResponseAsync(new string('x', 4000));
        host.End("Full");
        await TestAsync("Tells_the_weather", Outcome.Passed);

        var build = await BuildAsync();

        Assert.Equal(4, Assert.Single(ExampleFile.Read(Path.Combine(build.Folder, DatasetPaths.SftTrain))).Messages.Count);
        Assert.Equal(1, build.Manifest.Stages.Sum(stage => stage.Dropped.GetValueOrDefault("truncated")));
    }

    private async Task TestAsync(string name, Outcome outcome)
    {
        var id = Guid.NewGuid().ToString();
        var turns = new Queue<ChatMessage>(
        [
            new(ChatRole.Assistant, [new TextContent("Looking."), new FunctionCallContent(id, "weather", new Dictionary<string, object?> { ["city"] = "Łódź", ["days"] = System.Text.Json.JsonDocument.Parse("1.0").RootElement })]),
            new(ChatRole.Assistant, "Rain."),
        ]);
        var client = new FakeModel(_ => new ChatResponse(turns.Dequeue())).WithTrainForge(_host.Host);
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string city) => "rain", "weather", "Tells the weather.")] };

        _host.Begin(name);
        List<ChatMessage> messages = [new(ChatRole.User, "Weather?")];
        messages.AddMessages(await client.GetResponseAsync(messages, options));
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(id, System.Text.Json.JsonDocument.Parse("""{"mm":12.50}""").RootElement)]));
        await client.GetResponseAsync(messages, options);
        _host.End(name, outcome);
    }

    private Task<BuiltDataset> BuildAsync() => DatasetBuilder.BuildAsync(
        new DatasetBuildOptions
        {
            Root = new TrainForgeRoot(_host.Root, RootSource.Option),
            Dataset = new DatasetOptions { Split = new SplitOptions { ValidPercent = 0 } },
            Redaction = new RedactionOptions(),
            BaseFolder = _host.Root,
            ToolVersion = "1.2.3",
        },
        CancellationToken.None);
}
