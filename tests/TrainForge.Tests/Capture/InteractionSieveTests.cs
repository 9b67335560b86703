using System.Buffers;
using System.Text.Json;
using TrainForge.Capture.Ambient;
using TrainForge.Conversations;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

/// <summary>The sieve may say no too often and never yes too often: every secret the walk finds, it must suspect.</summary>
public class InteractionSieveTests
{
    private const string Secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Fact]
    public void An_ordinary_call_is_clean() => Assert.True(new InteractionSieve(Redactor).IsClean(Everything("a word")));

    // Whatever text somebody adds to an interaction, and wherever: a secret put there is seen.
    [Fact]
    public void A_secret_in_any_text_of_an_interaction_is_seen()
    {
        var sieve = new InteractionSieve(Redactor);
        var texts = 0;
        Everything("@", () => $"@{texts++}");
        Assert.True(texts > 30, $"{texts}");

        for (var place = 0; place < texts; place++)
        {
            var count = 0;
            var line = Everything("@", () => count++ == place ? Secret : "a word");
            Assert.False(sieve.IsClean(line), $"place {place}: {System.Text.Encoding.UTF8.GetString(StashJson.ToLine(line))}");
        }
    }

    [Theory]
    [InlineData("Authorization: Bearer abcdef0123456789abcdef0123456789")]
    [InlineData("""{"password":"correct horse"}""")]
    [InlineData("""{"a":"{\"password\":\"correct horse\"}"}""")]
    [InlineData("""["--token","correct-horse-battery"]""")]
    [InlineData(" [ {\"name\":\"Authorization\",\"value\":\"correct horse battery\"} ] ")]
    [InlineData("mail ada@example.org today")]
    [InlineData("/home/ada/notes.txt")]
    [InlineData("card 4111 1111 1111 1111")]
    [InlineData("export API_KEY=abcd1234efgh5678")]
    [InlineData("plain prose with: colons, 14 numbers - and dashes")]
    [InlineData("{not json} but close")]
    [InlineData("[]")]
    [InlineData("{\"ok\":true,\"count\":12}")]
    [InlineData("ş ı 日本 🙂 user@ex")]
    public void It_agrees_with_the_walk_over_the_line(string text)
    {
        foreach (var place in new[] { 0, 7, 12, 20 })
        {
            var count = 0;
            var interaction = Everything("@", () => count++ == place ? text : "a word");
            var changed = Redactor.RedactJson(StashJson.ToLine(interaction), new ArrayBufferWriter<byte>(), new RedactionCounts());

            Assert.Equal(!changed, new InteractionSieve(Redactor).IsClean(interaction));
        }
    }

    [Fact]
    public void It_knows_every_field_that_is_written()
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(StashJson.ToLine(Everything("a word")));
        Collect(json.RootElement, written);

        Assert.Subset(InteractionSieve.Fields.ToHashSet(StringComparer.Ordinal), written);
    }

    // A property that is new here must be asked by the sieve and be put into Everything below; then record.
    [Fact]
    public void Properties_that_hold_text_read_as_recorded()
    {
        Type[] types =
        [
            typeof(Interaction), typeof(InteractionUsage), typeof(InteractionError), typeof(Message), typeof(ToolDefinition), typeof(ToolCall), typeof(Truncation),
            .. typeof(ContentPart).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ContentPart))).OrderBy(t => t.Name, StringComparer.Ordinal),
        ];

        Recorded.Equal(string.Join('\n', types.SelectMany(t => t.GetProperties().Where(p => p.PropertyType != typeof(bool) && !p.PropertyType.IsPrimitive && p.Name != "EqualityContract").Select(p => $"{t.Name}.{p.Name}"))));
    }

    [Fact]
    public void A_project_that_calls_one_of_our_fields_secret_gets_the_walk()
    {
        var redactor = new Redactor(new RedactionOptions { SecretNames = ["finish_reason"] });

        Assert.False(new InteractionSieve(redactor).IsClean(Everything("a word")));
    }

    [Fact]
    public void Pieces_of_kinds_it_does_not_know_get_the_walk()
    {
        var call = Everything("a word") with { Response = [new Message(Role.Assistant, [new UnknownPart(JsonText.Parse("{}"))])] };

        Assert.False(new InteractionSieve(Redactor).IsClean(call));
    }

    private static void Collect(JsonElement value, HashSet<string> names)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in value.EnumerateObject())
                {
                    names.Add(field.Name);
                    if (field.Name is not ("options" or "schema" or "more"))
                    {
                        Collect(field.Value, names);
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Collect(item, names);
                }

                break;
        }
    }

    // Every property of every record that holds a text, from one source of texts, in a fixed order.
    private static Interaction Everything(string text, Func<string>? next = null)
    {
        next ??= () => text;
        string Json() => $$"""{"a":{{JsonSerializer.Serialize(next())}}}""";
        Truncation Cut() => new(next(), 10, 5);
        return new Interaction
        {
            Id = next(),
            Sequence = 1,
            Started = DateTimeOffset.UnixEpoch,
            Provider = next(),
            Model = next(),
            ConversationId = next(),
            Options = JsonText.Parse(Json()),
            Tools = [new ToolDefinition(next(), next(), JsonText.Parse(Json()))],
            Request =
            [
                new Message(Role.User, [new TextPart(next()), new MediaPart(next(), next(), next(), 3, next())]) { Id = next(), Name = next(), Truncations = [Cut()] },
                new Message(Role.Tool, [new ToolResultPart(next(), next(), [new TextPart(next()), new ErrorPart(next(), next())], true)]),
            ],
            Response = [new Message(Role.Assistant, [new ReasoningPart(next(), next()), new ToolCallPart(new ToolCall(next(), next(), Json())), new ErrorPart(next(), next())])],
            FinishReason = next(),
            Usage = new InteractionUsage { Input = 1, Output = 2, Total = 3 },
            DurationMs = 1.5,
            FirstUpdateMs = 1,
            Updates = 3,
            Pieces = [new StreamPiece(1, StreamPiece.Text, 3), new StreamPiece(2, StreamPiece.Usage)],
            Error = new InteractionError(next(), next()),
            Truncations = [Cut()],
        };
    }
}
