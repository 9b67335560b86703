using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Stashes;

namespace TrainForge.Tests.Data;

/// <summary>Stashes as tests would have left them, below a root of the test's own.</summary>
internal sealed class Recording(string folder)
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public static readonly ToolDefinition Add = new("add", "Adds two numbers.", JsonText.Parse("""{"type":"object","properties":{"a":{"type":"number"},"b":{"type":"number"}},"required":["a","b"]}"""));

    public TrainForgeRoot Root { get; } = new(folder, RootSource.Option);

    public DatasetBuildOptions Options => new() { Root = Root, Dataset = new DatasetOptions(), Redaction = new RedactionOptions(), BaseFolder = folder, ToolVersion = "1.2.3" };

    public Task<BuiltDataset> BuildAsync() => DatasetBuilder.BuildAsync(Options, CancellationToken.None);

    /// <summary>One attempt of one test with one answered question.</summary>
    public string Ask(string test, string question, string answer, Outcome outcome = Outcome.Passed, string run = "run-1", int attempt = 1) =>
        Write(test, outcome, run, attempt, Call(1, [new Message(Role.User, question)], [new Message(Role.Assistant, answer)]));

    /// <summary>As many tests as wanted, each with its own question.</summary>
    public void AskMany(int count, string run = "run-1")
    {
        for (var i = 0; i < count; i++)
        {
            Ask($"Shop.Tests.Case{i}", $"What is {i}?", $"It is {i}, İ ı.", run: run);
        }
    }

    public string Write(string test, Outcome outcome, string run, int attempt, params IEnumerable<Interaction> calls) => Write(test, outcome, run, attempt, [], calls);

    public string Write(string test, Outcome outcome, string run, int attempt, IReadOnlyList<string> traits, IEnumerable<Interaction> calls)
    {
        using var stash = StashWriter.Create(StashPaths.RunFolder(Root, run), new StashName(test, test, "Shop.Tests", "net10.0", attempt));
        foreach (var call in calls)
        {
            stash.Append(call);
        }

        stash.Finish(new StashMetadata
        {
            TestName = test,
            TestId = test,
            Assembly = "Shop.Tests",
            Outcome = outcome,
            RunId = run,
            Attempt = attempt,
            Timestamp = Begin.AddMinutes(int.Parse(run.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)),
            DurationSeconds = 1,
            Traits = traits,
        });
        return stash.Folder;
    }

    public static Interaction Call(int sequence, IReadOnlyList<Message> request, IReadOnlyList<Message> response) => new()
    {
        Id = $"i{sequence}",
        Sequence = sequence,
        Started = Begin.AddSeconds(sequence),
        Provider = "openai",
        Model = "gpt-x",
        Tools = [Add],
        Request = request,
        Response = response,
        DurationMs = 10,
        FinishReason = "stop",
    };

    public static Message Calling(string id, string arguments, string name = "add") => new(Role.Assistant, [new ToolCallPart(new ToolCall(id, name, arguments))]);

    public static Message Answering(string id, string text, bool isError = false) => new(Role.Tool, [new ToolResultPart(id, null, text, isError)]);
}
