using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Benchmarks;

/// <summary>Stashes as test runs leave them: each test asks, a tool answers, the model concludes.</summary>
internal static class StashCorpus
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public static void Write(string root, int from, int count, int perRun)
    {
        var folder = new TrainForgeRoot(root, RootSource.Option);
        for (var i = from; i < from + count; i++)
        {
            Write(folder, i, string.Create(CultureInfo.InvariantCulture, $"run-{i / perRun}"));
        }
    }

    private static void Write(TrainForgeRoot root, int number, string run)
    {
        var test = string.Create(CultureInfo.InvariantCulture, $"Shop.Tests.Orders.Case{number}");
        using var stash = StashWriter.Create(StashPaths.RunFolder(root, run), new StashName(test, test, "Shop.Tests", "net10.0", 1));
        var tool = new ToolDefinition("price", "Looks a price up.", JsonText.Parse("""{"type":"object","properties":{"sku":{"type":"string"}},"required":["sku"]}"""));
        var ask = new Message(Role.User, string.Create(CultureInfo.InvariantCulture, $"What does article {number} cost, and how many are left in the store?"));
        var call = new Message(Role.Assistant, [new ToolCallPart(new ToolCall("c1", "price", string.Create(CultureInfo.InvariantCulture, $"{{\"sku\":\"A-{number}\"}}")))]);
        var result = new Message(Role.Tool, [new ToolResultPart("c1", null, string.Create(CultureInfo.InvariantCulture, $"{{\"price\":{number % 97}.5,\"left\":{number % 13}}}"))]);
        var end = new Message(Role.Assistant, string.Create(CultureInfo.InvariantCulture, $"It costs {number % 97}.50, and {number % 13} are left."));
        stash.Append(Call(1, tool, [ask], call));
        stash.Append(Call(2, tool, [ask, call, result], end));
        stash.Finish(new StashMetadata
        {
            TestName = test,
            TestId = test,
            ClassName = "Shop.Tests.Orders",
            Method = test[(test.LastIndexOf('.') + 1)..],
            Assembly = "Shop.Tests",
            TargetFramework = "net10.0",
            Outcome = Outcome.Passed,
            RunId = run,
            Timestamp = Begin.AddSeconds(number),
            DurationSeconds = 1,
        });
    }

    private static Interaction Call(int sequence, ToolDefinition tool, IReadOnlyList<Message> request, Message response) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"i{sequence}"),
        Sequence = sequence,
        Started = Begin.AddSeconds(sequence),
        Provider = "openai",
        Model = "gpt-x",
        Tools = [tool],
        Request = request,
        Response = [response],
        DurationMs = 10,
        FinishReason = "stop",
    };
}
