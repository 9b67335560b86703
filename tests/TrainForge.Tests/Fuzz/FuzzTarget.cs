using System.Text;
using System.Text.Json;
using TrainForge.Capture.Http;
using TrainForge.Conversations;
using TrainForge.Data.Schemas;
using TrainForge.Data.Sources.Packs;
using TrainForge.Data.Sources.PytestStashes;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Runs.Configuration;
using TrainForge.Stashes;
using TrainForge.Tests.Data;
using TrainForge.Tests.Data.Sources;
using TrainForge.Text.Templates;
using TrainForge.Text.Templates.Values;
using TrainForge.Text.Tokenizers;
using JsonText = TrainForge.Conversations.JsonText;

namespace TrainForge.Tests.Fuzz;

/// <summary>A parser, lines it is meant for, and what it may say of others: nothing but the exceptions it promises.</summary>
/// <param name="Cost">How many lines of the cheapest parser one line of this one costs, about; it gets that many fewer.</param>
internal sealed record FuzzTarget(string Name, Func<IReadOnlyList<byte[]>> Corpus, Action<byte[]> Parse, int Cost = 1)
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. TranscriptKind.All.Where(k => k.Name != "pytest-stash").Select(kind => new FuzzTarget(kind.Name, () => Lines([.. GoldenCorpus.Lines(kind.Name)]), bytes => Reading.Bytes(kind.Name, bytes), 2)),
        new("pytest-model-log", () => [Bytes(GoldenCorpus.ModelLog)], bytes => Written(ModelLogText.Records(Encoding.UTF8.GetString(bytes))), 8),
        new("pytest-session-log", () => [Bytes("2026-02-23 10:25:06 [INFO] a.b: c\n2026-02-23 10:25:06 [ERROR] a: b\n c\n")], bytes => Written(SessionLogText.Records(Encoding.UTF8.GetString(bytes)))),
        new("documents", () => Lines("{\"a\":1}\n{\n\"b\":[1,\n\"}\"]}\n[{\"c\":2},\n{\"d\":3}]"), bytes => _ = SourceDocuments.Read(SourceLines.Read(new MemoryStream(bytes), _ => { }), _ => { }, (_, _) => { }).Count()),
        new("interaction", () => [StashJson.ToLine(Recording.Call(1, [new Message(Role.User, "q")], [Recording.Calling("c", "{\"a\":1.0}"), Recording.Answering("c", "2")]))], bytes => Json(() => StashJson.Interaction(bytes))),
        new("metadata", () => [StashJson.ToPage(GoldenCorpus.Metadata)], bytes => Json(() => StashJson.Metadata(bytes))),
        new("trajectory", () => [ConversationWriter.ToLine(GoldenCorpus.Trajectory)], bytes => Json(() => ConversationReader.Trajectory(bytes))),
        new("example", () => [Bytes(GoldenCorpus.Example)], bytes => Json(() => ExampleJson.Read(bytes))),
        new("manifest", () => [Bytes(GoldenCorpus.Manifest)], bytes => Json(() => ManifestJson.Read(bytes))),
        new("pack-record", () => [Bytes(GoldenCorpus.PackRecord)], bytes => Json(() => PackRecord.Read(bytes))),
        new("json-text", () => Lines("{\"a\":[1.0,\"\\u00e9\",null]}", "\"x\"", "-1e5"), bytes => _ = JsonText.TryParse(Encoding.UTF8.GetString(bytes))?.ToElement()),
        new("json-schema", () => Lines("""{"type":"object","properties":{"a":{"type":["string","null"],"pattern":"^a+$"}},"required":["a"],"additionalProperties":false}"""), bytes => Schema(bytes), 4),
        new("redaction", () => Lines("export TOKEN='abc' password=x https://a:b@c.d/e", "{\"password\":\"x\",\"a\":[\"/home/ada/x\"]}"), Redact),
        new("server-sent-events", () => Lines("event: x\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n"), Events),
        new("yaml", () => Lines("training: {epochs: 3, lora: {targets: [q, v]}}\nenvironments:\n  ci: &ci\n    dataset: {split: {seed: 1}}\n  nightly: *ci\n", "a: |\n  b\nc: >-\n  d\n"), bytes => Coded(() => YamlReader.Read(Encoding.UTF8.GetString(bytes), _ => default, [])), 6),
        new("template", () => Lines("{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m['content'] | trim }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}x{% endif %}", "{%- set ns = namespace(a=1) -%}{{ messages[-1].content[1:] ~ ns.a }}{% macro f(a, b=2) %}{{ a + b }}{% endmacro %}{{ f(1) }}"), bytes => Coded(() => Render(Encoding.UTF8.GetString(bytes))), 8),
        new("tokenizer", () => [Bytes(GoldenCorpus.Tokenizer)], bytes => Coded(() => TokenizerFile.Read(new MemoryStream(bytes), "tokenizer.json")), 10),
    ];

    private static void Schema(byte[] bytes)
    {
        if (JsonText.TryParse(Encoding.UTF8.GetString(bytes)) is { } schema)
        {
            JsonSchema.Read(schema).Judge(JsonText.Parse("""{"a":"aaa","b":[1]}"""));
        }
    }

    private static void Redact(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var clean = Redactor.Redact(text, new RedactionCounts());
        Assert.Equal(clean, Redactor.Redact(clean, new RedactionCounts()));
        Redactor.RedactJson(text, new RedactionCounts());
    }

    private static void Events(byte[] bytes)
    {
        var reader = new SseReader(_ => { }, 10_000);
        reader.Add(bytes.AsSpan(0, bytes.Length / 2));
        reader.Add(bytes.AsSpan(bytes.Length / 2));
        reader.End();
    }

    private static RenderedChat Render(string source)
    {
        var messages = TemplateValue.FromJson(JsonDocument.Parse("""[{"role":"user","content":" a "},{"role":"assistant","content":"b"}]""").RootElement);
        return ChatTemplate.Parse(source, "fuzz", limits: new TemplateLimits { Work = 20_000, Output = 100_000, Depth = 40 }).Render(messages, null, true, null, TimeProvider.System);
    }

    private static void Written(IEnumerable<Action<Utf8JsonWriter>> records)
    {
        foreach (var record in records)
        {
            JsonText.Parse(Encoding.UTF8.GetString(JsonForm.ToLine(record)));
        }
    }

    private static void Json<T>(Func<T> read)
    {
        try
        {
            read();
        }
        catch (JsonException)
        {
            // What it promises for a text that is not of its form.
        }
    }

    private static void Coded<T>(Func<T> read)
    {
        try
        {
            read();
        }
        catch (TrainForgeException e)
        {
            Assert.DoesNotContain('\n', e.Diagnostic.ToString());
        }
    }

    private static byte[][] Lines(params string[] texts) => [.. texts.Select(Bytes)];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
