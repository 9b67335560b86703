using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TrainForge.Benchmarks;

/// <summary>
/// Sessions as Claude Code leaves them, written from a seed: people ask, the model reads, edits and runs things in pieces of one
/// message, tools answer with code and logs, twice in each record as the program itself writes them. The same everywhere.
/// </summary>
internal static class ClaudeCorpus
{
    private static readonly string[] Words =
        "handle file request server test value error return class method build parse check index cache update config result string list object state query batch worker thread message buffer stream token path module import function order total price cart user login session report export filter sort merge split branch commit review deploy retry timeout limit queue event signal record field table column row page link text image"
            .Split(' ');

    // As JavaScript writes it: nothing is escaped that need not be.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Commands = ["dotnet test", "git status", "git diff --stat", "ls -la src", "grep -rn TODO src", "cat build.log", "npm run build", "python -m pytest -q", "make lint", "find . -name '*.cs'"];

    /// <summary>About so many bytes in so many files; returns how many it came to.</summary>
    public static long Write(string folder, int files, long bytes)
    {
        long written = 0;
        for (var i = 0; i < files; i++)
        {
            var session = new Session(i);
            var project = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"-srv-project-{i % 40}"));
            Directory.CreateDirectory(project);
            var text = session.Write(bytes / files);
            File.WriteAllText(Path.Combine(project, session.Id + ".jsonl"), text);
            written += text.Length;
        }

        return written;
    }

    private sealed class Session(int seed)
    {
        private readonly Random _random = new(seed + 1);
        private readonly StringBuilder _lines = new();
        private string? _last;
        private int _count;

        public string Id { get; } = Uuid(seed, 0, 0);

        public string Write(long bytes)
        {
            while (_lines.Length < bytes)
            {
                Turn();
            }

            return _lines.ToString();
        }

        private void Turn()
        {
            Add("user", new { role = "user", content = Prose(20 + _random.Next(60)) });
            for (var calls = _random.Next(2, 9); calls > 0; calls--)
            {
                var message = NewId("msg", 1);
                var call = NewId("toolu", 2);
                if (_random.Next(3) == 0)
                {
                    Answer(message, new { type = "thinking", thinking = Prose(40), signature = Convert.ToBase64String(Bytes(180)) });
                }

                Answer(message, new { type = "text", text = Prose(15) });
                var (name, input, output) = Tool();
                Answer(message, new { type = "tool_use", id = call, name, input });
                Add("user", new { role = "user", content = new object[] { new { type = "tool_result", tool_use_id = call, content = output } } }, new { stdout = output, stderr = "", interrupted = false });
            }

            Answer(NewId("msg", 1), new { type = "text", text = Prose(60) });
        }

        private (string Name, object Input, string Output) Tool() => _random.Next(4) switch
        {
            0 => ("Bash", new { command = Commands[_random.Next(Commands.Length)], description = Prose(5) }, Log(_random.Next(10, 60))),
            1 => ("Edit", new { file_path = File(), old_string = Code(4), new_string = Code(6) }, "The file has been updated."),
            2 => ("Grep", new { pattern = Word(), path = "src" }, string.Join('\n', Enumerable.Range(0, _random.Next(2, 40)).Select(_ => $"{File()}:{_random.Next(900)}:    {Code(1)}"))),
            _ => ("Read", new { file_path = File() }, Code(_random.Next(30, 200))),
        };

        private void Answer(string message, object block) => Add("assistant", new
        {
            id = message,
            type = "message",
            role = "assistant",
            model = "claude-sonnet-4",
            content = new[] { block },
            stop_reason = (string?)null,
            usage = new { input_tokens = _random.Next(9), cache_creation_input_tokens = _random.Next(9000), cache_read_input_tokens = _random.Next(90000), output_tokens = _random.Next(900), service_tier = "standard" },
        });

        private void Add(string type, object message, object? toolUseResult = null)
        {
            var uuid = Uuid(seed, _count, 3);
            _lines.Append(JsonSerializer.Serialize(new
            {
                parentUuid = _last,
                isSidechain = false,
                userType = "external",
                cwd = "/srv/project",
                sessionId = Id,
                version = "2.0.14",
                gitBranch = "main",
                type,
                message,
                uuid,
                timestamp = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc).AddSeconds((seed * 1000) + _count).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                toolUseResult,
            }, Plain));
            _lines.Append('\n');
            _last = uuid;
            _count++;
        }

        private string Word() => Words[_random.Next(Words.Length)];

        private string File() => $"src/{Word()}/{Word()}_{Word()}.cs";

        private string Prose(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word())) + ".";

        private string Code(int lines) => string.Join('\n', Enumerable.Range(0, lines).Select(i => _random.Next(5) switch
        {
            0 => $"    public {Word()} {Word()}({Word()} {Word()}, int {Word()})",
            1 => $"        if ({Word()}.{Word()} > {_random.Next(1000)} && {Word()} is not null)",
            2 => "    }",
            3 => $"        var {Word()} = await {Word()}.{Word()}Async(\"{Word()} {Word()}\", cancel);",
            _ => $"        return {Word()}[{_random.Next(100)}].{Word()} ?? {Word()};",
        }));

        private string Log(int lines) => string.Join('\n', Enumerable.Range(0, lines).Select(i => $"2026-03-01T08:{_random.Next(60):d2}:{_random.Next(60):d2}.{_random.Next(1000):d3}Z INFO  {Word()}.{Word()} {Word()} {Word()} in {_random.Next(5000)} ms"));

        private string NewId(string prefix, int kind) => $"{prefix}_{Uuid(seed, _count, kind).Replace("-", "", StringComparison.Ordinal)[8..]}";

        private byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            _random.NextBytes(bytes);
            return bytes;
        }

        private static string Uuid(int seed, int count, int kind) => new Guid(seed * 7919, (short)(count >> 4), (short)kind, (byte)count, 1, 2, 3, 4, 5, (byte)(seed >> 8), (byte)seed).ToString();
    }
}
