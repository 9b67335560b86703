using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;

namespace TrainForge.Benchmarks;

/// <summary>
/// What recording costs the caller: the same calls of a client that answers at once, bare and recorded, by turns, so that
/// whatever else the machine does hits both. Then ten thousand calls for their memory.
/// </summary>
internal static class CaptureBenchmark
{
    private const int Rounds = 8;
    private const int Calls = 2000;

    public static int Run(string folder)
    {
        var host = new CaptureHost(new CaptureSettings { Root = folder, RunId = "bench", MaxStashBytes = long.MaxValue }, TimeProvider.System, Console.Error);
        var bare = new Instant();
        var recorded = bare.WithTrainForge(host);
        IList<ChatMessage> messages = [new(ChatRole.System, Text(400)), new(ChatRole.User, Text(800))];
        host.Begin(new TestIdentity { Id = "bench", Name = "Bench" });

        Measure(bare, messages, Calls);
        Measure(recorded, messages, Calls);
        for (var round = 0; round < Rounds; round++)
        {
            var (without, with) = (Measure(bare, messages, Calls), Measure(recorded, messages, Calls));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median of {Calls} calls: bare {without:F2} us, recorded {with:F2} us, recording {with - without:F2} us"));
        }

        var before = Live();
        Measure(recorded, messages, 10_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"live memory: {before / 1024} KiB before, {Live() / 1024} KiB after 10000 more calls"));
        host.End("bench", new TestEnd(Outcome.Passed));
        return 0;
    }

    private static double Measure(IChatClient client, IList<ChatMessage> messages, int calls)
    {
        var times = new double[calls];
        for (var i = 0; i < calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            client.GetResponseAsync(messages).GetAwaiter().GetResult();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[calls / 2];
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
