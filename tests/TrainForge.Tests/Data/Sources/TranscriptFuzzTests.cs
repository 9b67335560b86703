using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Conversations;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

/// <summary>Damages whole corpora: whatever is left well-formed is found, and nothing crashes or hangs.</summary>
public class TranscriptFuzzTests
{
    public static TheoryData<string> Kinds => ["claude-code", "codex", "openai-jsonl", "session-log", "otel"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changed_bytes_never_crash_a_reader(string kind) => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Two(Gen.Choose(0, int.MaxValue - 1)))), flips =>
    {
        var file = Encoding.UTF8.GetBytes(string.Join('\n', Corpus(kind)));
        foreach (var (place, bit) in flips)
        {
            file[place % file.Length] ^= (byte)(1 << (bit % 8));
        }

        Assert.All(Reading.Bytes(kind, file).Found, t => ConversationReader.Trajectory(ConversationWriter.ToLine(t)));
    }).Check(Sampling.Of(60));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Lines_that_stay_whole_are_found_whatever_happens_to_the_others(string kind) => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Two(Gen.Choose(0, 10_000)))), moves =>
    {
        var lines = Corpus(kind).ToList();
        var damaged = new HashSet<string>();
        foreach (var (a, b) in moves)
        {
            var (first, second) = (a % lines.Count, b % lines.Count);
            if (a % 3 == 0)
            {
                damaged.Add(lines[first]);
                lines[first] = lines[first][..(b % Math.Max(1, lines[first].Length))];
            }
            else
            {
                (lines[first], lines[second]) = (lines[second], lines[first]);
            }
        }

        var told = Reading.Of(kind, lines).Found.SelectMany(t => t.Messages).SelectMany(m => m.Parts).OfType<TextPart>().Select(p => p.Text).ToHashSet();
        var whole = Corpus(kind).Where(l => !damaged.Contains(l)).SelectMany(Marks);
        Assert.All(whole, mark => Assert.Contains(told, text => text.Contains(mark, StringComparison.Ordinal)));
    }).Check(Sampling.Of(60));

    [Fact]
    public void A_value_too_deep_is_a_bad_line()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000);

        var reading = Reading.Of("codex", deep);

        Assert.Equal(1, reading.Report.BadLines);
    }

    // What a person or the model said, as unique words.
    private static IEnumerable<string> Marks(string line) => System.Text.RegularExpressions.Regex.Matches(line, "mark[0-9]+x").Select(m => m.Value);

    private static IReadOnlyList<string> Corpus(string kind)
    {
        if (kind == "openai-jsonl")
        {
            return [.. Enumerable.Range(0, 12).Select(i => $$"""{"messages":[{"role":"user","content":"mark{{i}}x ı"},{"role":"assistant","content":"yes"}]}""")];
        }

        if (kind == "session-log")
        {
            return [.. Enumerable.Range(0, 12).Select(i => $$"""{"type":"message","role":"{{(i % 2 == 0 ? "user" : "timmy")}}","content":"mark{{i}}x","timestamp":"2026-03-08T10:{{10 + (i * 4)}}:00"}""")];
        }

        if (kind == "otel")
        {
            return [.. Enumerable.Range(0, 12).Select(i => $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"t{{{i}}}","name":"chat","startTimeUnixNano":"1772359200000000000","attributes":[{"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"mark{{{i}}}x\"}]}]"}}]}]}]}]}""")];
        }

        if (kind == "codex")
        {
            return
            [
                """{"timestamp":"2026-03-01T10:00:00Z","type":"session_meta","payload":{"id":"s"}}""",
                .. Enumerable.Range(0, 12).Select(i => $$$"""{"timestamp":"2026-03-01T10:00:00Z","type":"response_item","payload":{"type":"message","role":"{{{(i % 2 == 0 ? "user" : "assistant")}}}","content":[{"type":"output_text","text":"mark{{{i}}}x"}]}}"""),
                """{"timestamp":"2026-03-01T10:00:00Z","type":"response_item","payload":{"type":"function_call","name":"f","arguments":"{}","call_id":"c"}}""",
                """{"timestamp":"2026-03-01T10:00:00Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":"x"}}""",
            ];
        }

        var session = new ClaudeSession();
        var fork = "";
        for (var i = 0; i < 6; i++)
        {
            session.User($"mark{i}x", i == 4 ? fork : null);
            fork = session.Say($"mark{i + 10}x", $"m{i}");
            session.Call($"t{i}", "f", new { i }, $"m{i}");
            session.Silent("progress");
            session.Result($"t{i}", "r");
        }

        return session.Lines;
    }
}
