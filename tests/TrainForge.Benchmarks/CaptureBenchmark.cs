using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;

namespace TrainForge.Benchmarks;

/// <summary>
/// What recording costs the caller, from the first call of a fresh process on: each call of a client that answers at once, bare and
/// recorded, by turns, so that whatever else the machine does hits both. Medians of the difference, by how long the process has lived:
/// a suite of tests is over before the runtime has compiled everything for good. Then ten thousand calls for their memory.
/// </summary>
internal static class CaptureBenchmark
{
    private static readonly (int From, int To)[] Spans = [(1, 1), (2, 100), (101, 1000), (1001, 5000), (5001, 20_000)];

    public static int Run(string folder, bool withTools)
    {
        var host = new CaptureHost(new CaptureSettings { Root = folder, RunId = "bench", MaxStashBytes = long.MaxValue }, TimeProvider.System, Console.Error);
        var bare = new Instant();
        var recorded = bare.WithTrainForge(host);
        var (messages, options) = withTools ? Tools() : ([new(ChatRole.System, Text(400)), new(ChatRole.User, Text(800))], null);
        Console.WriteLine(Machine.Here());
        host.Begin(new TestIdentity { Id = "bench", Name = "Bench" });

        var (without, with) = (new List<double>(), new List<double>());
        for (var call = 0; call < Spans[^1].To; call++)
        {
            without.Add(Time(bare, messages, options));
            with.Add(Time(recorded, messages, options));
        }

        foreach (var (from, to) in Spans)
        {
            var difference = with.Skip(from - 1).Take(to - from + 1).Zip(without.Skip(from - 1), (w, b) => w - b).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"calls {from,5} to {to,5}: recording costs {difference[difference.Count / 2],8:F1} us at the median, {difference[difference.Count * 9 / 10],8:F1} us at nine in ten"));
        }

        var before = Live();
        for (var call = 0; call < 10_000; call++)
        {
            Time(recorded, messages, options);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"live memory: {before / 1024} KiB before, {Live() / 1024} KiB after 10000 more calls"));
        host.End("bench", new TestEnd(Outcome.Passed));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes on disk for each call: {Directory.EnumerateFiles(folder, "interactions.jsonl", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 30_000}"));
        return 0;
    }

    private static double Time(IChatClient client, IList<ChatMessage> messages, ChatOptions? options)
    {
        var start = Stopwatch.GetTimestamp();
        client.GetResponseAsync(messages, options).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    // A turn of an agent: two tools on offer, one called before with an object, its answer an object too.
    private static (IList<ChatMessage>, ChatOptions) Tools()
    {
        var call = new FunctionCallContent("call_1", "find_order", new Dictionary<string, object?> { ["number"] = "4711", ["include"] = new[] { "items", "refunds" } });
        IList<ChatMessage> messages =
        [
            new(ChatRole.System, Text(300)),
            new(ChatRole.User, Text(300)),
            new(ChatRole.Assistant, [call]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", new { status = "shipped", total = 129.5, items = new[] { "lamp", "cable" } })]),
        ];
        return (messages, new ChatOptions
        {
            Temperature = 0.2f,
            Tools = [AIFunctionFactory.Create((string number, string[] include) => number + include.Length, "find_order", "Finds an order by its number."), AIFunctionFactory.Create((string number, double amount) => number + amount, "refund", "Pays back.")],
        });
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    // Prose as a model reads it: words, numbers, a line break now and then.
    private static string Text(int chars)
    {
        const string Sentence = "The order of 14 November was shipped late, and the customer asks politely whether a refund can be had.\n";
        return string.Concat(Enumerable.Repeat(Sentence, (chars / Sentence.Length) + 1))[..chars];
    }

    private sealed class Instant : IChatClient
    {
        private readonly Task<ChatResponse> _answer = Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, Text(800)))
        {
            ModelId = "instant",
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 300, OutputTokenCount = 200 },
        });

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => _answer;

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
