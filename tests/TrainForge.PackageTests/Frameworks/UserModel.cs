namespace TrainForge.PackageTests.Frameworks;

/// <summary>What every C# project here shares: a model that repeats the question, and a gate that opens when a crowd has arrived.</summary>
internal static class UserModel
{
    /// <summary>So many tests wait for each other before any of them asks its second question: they do run at once.</summary>
    public const int Crowd = 200;

    public static string Source => $$"""
        public static class Model
        {
            private static readonly IChatClient Client = new Echo().WithTrainForge();
            private static readonly TaskCompletionSource Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private static int _arrived;

            public static async Task<string> Ask(string question) => (await Client.GetResponseAsync([new ChatMessage(ChatRole.User, question)])).Text;

            public static async Task AskInCrowd(int number)
            {
                await Ask($"crowd {number:000} first");
                if (Interlocked.Increment(ref _arrived) == {{Crowd}})
                {
                    Gate.SetResult();
                }

                await Gate.Task.WaitAsync(TimeSpan.FromMinutes(2));
                await Task.Run(() => Ask($"crowd {number:000} second"));
            }

            public static async Task Crash()
            {
                await Ask("crash");
                if (Environment.GetEnvironmentVariable("USER_CRASH") == "1")
                {
                    Environment.FailFast("on purpose");
                }
            }

            public static async Task Wait()
            {
                await Task.Delay(300);
                await Ask("wait");
            }
        }

        public sealed class Echo : IChatClient
        {
            public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default)
            {
                await Task.Yield();
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, messages.Last().Text)) { ModelId = "echo" };
            }

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancel = default) =>
                throw new NotSupportedException();

            public object? GetService(Type type, object? key = null) => type.IsInstanceOfType(this) ? this : null;

            public void Dispose() { }
        }
        """;

    /// <summary>Names that a file system refuses or confuses, of which some are equal up to case.</summary>
    public static readonly (string Name, string Literal)[] Names =
    [
        ("""a/b\c:d*e?f"g<h>i|j""", """a/b\\c:d*e?f\"g<h>i|j"""),
        (new string('x', 300), new string('x', 300)),
        ("owl 🦉 and 🧪", "owl 🦉 and 🧪"),
        ("CON", "CON"),
        ("ends with a dot.", "ends with a dot."),
        ("Same name", "Same name"),
        ("same Name", "same Name"),
    ];
}
