using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Tests.Data.Sources;

public class OtelReaderTests
{
    private const string Ask = """[{"role":"user","parts":[{"type":"text","content":"add"}]}]""";
    private const string Call = """[{"role":"assistant","finish_reason":"tool_call","parts":[{"type":"reasoning","content":"hm"},{"type":"tool_call","id":"c1","name":"add","arguments":{"a":1.0}}]}]""";
    private const string Answered = """[{"role":"user","parts":[{"type":"text","content":"add"}]},{"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"add","arguments":{"a":1.0}}]},{"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":2}]}]""";
    private const string Done = """[{"role":"assistant","finish_reason":"stop","parts":[{"type":"text","content":"2"}]}]""";

    [Fact]
    public void Calls_of_one_conversation_are_put_together_by_their_history_in_the_order_in_which_they_began()
    {
        var found = Reading.Of(
            "otel",
            Export(Span("t1", 2, Text("gen_ai.provider.name", "openai"), Text("gen_ai.input.messages", Answered), Text("gen_ai.output.messages", Done))),
            Export(Span("t1", 1, Text("gen_ai.response.model", "gpt-x"), Text("gen_ai.input.messages", Ask), Text("gen_ai.output.messages", Call)), Span("t2", 1, Text("gen_ai.operation.name", "chat")))).Only;

        Assert.Equal("""user: add | assistant: <hm> add({"a":1.0}) | tool: =2 | assistant: 2""", Reading.Words(found));
        Assert.Equal([false, true, false, true], found.Messages.Select(m => m.Provenance!.Generated));
        Assert.Equal(("otel:t1", "openai", "gpt-x"), (found.Group, found.Terms.Vendor, found.Terms.Model));
    }

    [Fact]
    public void Structured_values_read_as_texts_of_JSON_do()
    {
        var structured = """{"key":"gen_ai.output.messages","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"role","value":{"stringValue":"assistant"}},{"key":"parts","value":{"arrayValue":{"values":[{"kvlistValue":{"values":[{"key":"type","value":{"stringValue":"text"}},{"key":"content","value":{"stringValue":"hi"}}]}}]}}}]}}]}}}""";

        var found = Reading.Of("otel", Export(Span("t", 1, structured))).Only;

        Assert.Equal("assistant: hi", Reading.Words(found));
    }

    [Fact]
    public void Older_attributes_and_events_per_message_are_read()
    {
        var indexed = Span("t1", 1, Text("gen_ai.system", "openai"), Text("gen_ai.prompt.0.role", "user"), Text("gen_ai.prompt.0.content", "add"), Text("gen_ai.completion.0.role", "assistant"), Text("gen_ai.completion.0.tool_calls.0.name", "add"), Text("gen_ai.completion.0.tool_calls.0.arguments", "{}"));
        var events = Span("t2", 1, Text("gen_ai.system", "openai"))[..^1] + $$"""
            ,"events":[{"name":"gen_ai.user.message","attributes":[{{Text("content", "add")}}]},{"name":"gen_ai.choice","attributes":[{{Text("message", """{"role":"assistant","content":"2"}""")}}]}]}
            """.Trim();
        var sides = Span("t3", 1, Text("gen_ai.system", "openai"))[..^1] + $$"""
            ,"events":[{"name":"gen_ai.content.prompt","attributes":[{{Text("gen_ai.prompt", """[{"role":"user","content":"add"}]""")}}]},{"name":"gen_ai.content.completion","attributes":[{{Text("gen_ai.completion", """[{"role":"assistant","content":"3"}]""")}}]}]}
            """.Trim();

        var found = Reading.Of("otel", Export(indexed), Export(events), Export(sides)).Found;

        Assert.Equal(["user: add | assistant: add({})", "user: add | assistant: 2", "user: add | assistant: 3"], found.Select(Reading.Words));
        Assert.All(found, t => Assert.Equal("openai", t.Terms.Vendor));
        Assert.All(found, t => Assert.True(t.Messages[1].Provenance!.Generated));
    }

    [Fact]
    public void An_answer_that_was_cut_is_marked_and_a_span_without_content_only_counted()
    {
        var cut = Done.Replace("stop", "length", StringComparison.Ordinal);

        var reading = Reading.Of("otel", Export(Span("t", 1, Text("gen_ai.input.messages", Ask), Text("gen_ai.output.messages", cut)), Span("u", 1, Text("gen_ai.request.model", "x")), Span("v", 1, Text("http.method", "GET"))));

        Assert.Equal("finish_reason:length", Assert.Single(reading.Only.Messages[1].Truncations).What);
        Assert.Equal((1L, 1L), (reading.Report.Notes["spans-without-content"], reading.Report.Notes["other-spans"]));
    }

    private static string Export(params string[] spans) => $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""";

    private static string Span(string trace, int second, params string[] attributes) =>
        $$"""{"traceId":"{{trace}}","spanId":"{{trace}}{{second}}","name":"chat","startTimeUnixNano":"177235920{{second}}000000000","endTimeUnixNano":177235921{{second}}000000000,"attributes":[{{string.Join(',', attributes)}}]}""";

    private static string Text(string key, string value) => JsonSerializer.Serialize(new { key, value = new { stringValue = value } });
}
