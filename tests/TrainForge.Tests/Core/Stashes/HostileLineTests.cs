using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Tests.Core.Stashes;

/// <summary>A stash may come from anywhere. Whatever a line holds, it is read or it is refused, and nothing else happens.</summary>
public class HostileLineTests
{
    private const string Begin = """{"schema_version":1,"id":"i","sequence":1,"started":"2026-03-01T10:00:00Z",""";

    // What JSON is made of, and what no UTF-8 is.
    private const string Bytes = "\"\\u{}[]:,0dD8\0\u00ff";

    [Theory]
    [InlineData("\"model\":\"\\ud800\"}")]
    [InlineData("\"\\udfff\":1,\"model\":7}")]
    [InlineData("\"options\":{\"a\":\"\\uD83D\"}}")]
    [InlineData("\"options\":{\"\\uD83D\":1}}")]
    [InlineData("\"started\":\"yesterday\"}")]
    [InlineData("\"sequence\":1e400}")]
    [InlineData("\"request\":[[]]}")]
    [InlineData("\"usage\":[]}")]
    public void A_line_that_cannot_be_read_is_refused_in_one_way(string rest) =>
        Assert.ThrowsAny<JsonException>(() => StashJson.Interaction(Encoding.UTF8.GetBytes(Begin + rest)));

    [Theory]
    [InlineData(200)]
    [InlineData(100_000)]
    public void Depth_is_refused_when_it_is_read_and_not_when_it_is_used(int depth) =>
        Assert.ThrowsAny<JsonException>(() => StashJson.Interaction(Encoding.UTF8.GetBytes($"{Begin}\"tools\":[{{\"name\":\"t\",\"schema\":{new string('[', depth)}{new string(']', depth)}}}]}}")));

    [Fact]
    public void Arguments_with_half_a_letter_are_a_finding_and_can_be_written()
    {
        var escaped = new ToolCall(null, "t", "{\"a\":\"\\ud800\"}");
        var raw = new ToolCall(null, "t", "{\"a\":\"" + (char)0xd800 + "\"}");

        var line = ConversationWriter.ToLine(new Trajectory { Id = "t", Source = "s", Messages = [new Message(Role.Assistant, [new ToolCallPart(escaped), new ToolCallPart(raw)])] });

        Assert.Null(escaped.Arguments);
        Assert.Null(raw.Arguments);
        Assert.Equal(2, ConversationReader.Trajectory(line).Messages[0].ToolCalls.Count());
    }

    // Seeded: a failure names the one line that did it.
    [Fact]
    public void Bytes_changed_at_random_are_read_or_refused()
    {
        var whole = StashJson.ToLine(new Interaction
        {
            Id = "i",
            Sequence = 1,
            Started = DateTimeOffset.UnixEpoch,
            Options = JsonText.Parse("""{"t":0.50,"s":"\ud83d\ude00"}"""),
            Tools = [new ToolDefinition("add", "Adds.", JsonText.Parse("""{"type":"object"}"""))],
            Request = [new Message(Role.User, "İ 😀 \u2028")],
            Response = [new Message(Role.Assistant, [new ToolCallPart(new ToolCall("c", "add", """{"a":1}""")), new UnknownPart(JsonText.Parse("[1]"))])],
        });

        var random = new Random(7);
        var refused = 0;
        for (var round = 0; round < 5000; round++)
        {
            var line = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                line[random.Next(line.Length)] = (byte)Bytes[random.Next(Bytes.Length)];
            }

            try
            {
                StashJson.ToLine(StashJson.Interaction(line));
            }
            catch (JsonException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 4999);
    }
}
