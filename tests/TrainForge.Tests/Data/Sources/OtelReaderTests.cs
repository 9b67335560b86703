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
    public void A_span_without_times_is_none_of_1970()
    {
        var found = Reading.Of("otel", Export($$"""{"traceId":"t","spanId":"s","attributes":[{{Text("gen_ai.input.messages", Ask)}},{{Text("gen_ai.output.messages", Done)}}]}""")).Only;

        Assert.Equal((null, null), (found.Started, found.Ended));
    }

    [Fact]
    public void A_record_that_is_not_understood_takes_no_other_with_it()
    {
        var deep = new string('[', 128) + new string(']', 128);
        string Log(string span, string message) => $$"""{"eventName":"gen_ai.choice","traceId":"t","spanId":"{{span}}","attributes":[{{Text("gen_ai.system", "openai")}},{{Text("message", message)}}]}""";

        var reading = Reading.Of("otel", $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{{Log("a", deep)}},{{Log("b", """{"content":"two"}""")}}]}]}]}""");

        Assert.Equal("assistant: two", Reading.Words(reading.Only));
        Assert.Equal(1, reading.Report.BadLines);
    }

    [Theory]
    [InlineData("otel")]
    [InlineData("aieval")]
    public void An_empty_object_is_a_record_of_no_known_kind(string kind)
    {
        var report = Reading.Of(kind, "{}").Report;

        Assert.Equal((1, 0), (report.Notes["unknown-records"], report.BadLines));
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

    [Fact]
    public void Whole_files_on_many_lines_and_lists_of_exports_are_read()
    {
        var export = Export(Span("t1", 1, Text("gen_ai.input.messages", Ask), Text("gen_ai.output.messages", Done)));
        var page = JsonSerializer.Serialize(JsonDocument.Parse(export).RootElement, SourceDocumentsTests.Pretty);

        Assert.Equal("user: add | assistant: 2", Reading.Words(Reading.Of("otel", page.Split('\n')).Only));
        Assert.Equal("user: add | assistant: 2", Reading.Words(Reading.Of("otel", "[", $"{export},", export.Replace("t1", "t2", StringComparison.Ordinal), "]").Found[1]));
    }

    [Fact]
    public void Log_records_with_events_of_a_call_are_read_beside_spans()
    {
        var details = $$"""{"timeUnixNano":"1772359202000000000","traceId":"t1","spanId":"s1","eventName":"gen_ai.client.inference.operation.details","attributes":[{{Text("gen_ai.request.model", "gpt-x")}},{{Text("gen_ai.input.messages", Ask)}},{{Text("gen_ai.output.messages", Done)}}]}""";
        var user = """{"timeUnixNano":"1772359201000000000","traceId":"t2","spanId":"s2","eventName":"gen_ai.user.message","body":{"kvlistValue":{"values":[{"key":"content","value":{"stringValue":"hi"}}]}},"attributes":[{"key":"gen_ai.system","value":{"stringValue":"openai"}}]}""";
        var choice = """{"timeUnixNano":"1772359202000000000","traceId":"t2","spanId":"s2","attributes":[{"key":"event.name","value":{"stringValue":"gen_ai.choice"}},{"key":"gen_ai.system","value":{"stringValue":"openai"}}],"body":{"kvlistValue":{"values":[{"key":"finish_reason","value":{"stringValue":"stop"}},{"key":"message","value":{"kvlistValue":{"values":[{"key":"role","value":{"stringValue":"assistant"}},{"key":"content","value":{"stringValue":"hello"}}]}}}]}}}""";

        var found = Reading.Of("otel", $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{{details}},{{choice}},{{user}}]}]}]}""").Found;

        Assert.Equal(["user: add | assistant: 2", "user: hi | assistant: hello"], found.Select(Reading.Words));
        Assert.Equal(("gpt-x", "openai"), (found[0].Terms.Model, found[1].Terms.Vendor));
    }

    [Fact]
    public void The_name_of_what_was_to_be_done_says_which_spans_are_calls_of_models()
    {
        var tool = Span("t", 1, Text("gen_ai.operation.name", "execute_tool"), Text("gen_ai.tool.name", "add"), Text("gen_ai.tool.call.arguments", "{}"));
        var agent = Span("t", 2, Text("gen_ai.operation.name", "invoke_agent"), Text("gen_ai.input.messages", Ask), Text("gen_ai.output.messages", Done));
        var chat = Span("t", 3, Text("gen_ai.operation.name", "chat"), Text("gen_ai.input.messages", Ask), Text("gen_ai.output.messages", Done));

        var reading = Reading.Of("otel", Export(tool, agent, chat));

        Assert.Equal("user: add | assistant: 2", Reading.Words(reading.Only));
        Assert.Equal(2, reading.Report.Notes["spans-around-calls"]);
    }

    private static string Export(params string[] spans) => $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""";

    private static string Span(string trace, int second, params string[] attributes) =>
        $$"""{"traceId":"{{trace}}","spanId":"{{trace}}{{second}}","name":"chat","startTimeUnixNano":"177235920{{second}}000000000","endTimeUnixNano":177235921{{second}}000000000,"attributes":[{{string.Join(',', attributes)}}]}""";

    private static string Text(string key, string value) => JsonSerializer.Serialize(new { key, value = new { stringValue = value } });
}
