using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Quality;
using TrainForge.Data.Schemas;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Tests.Data.Quality;

public class ToolSchemaStageTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonText Old = JsonText.Parse("""{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}""");
    private static readonly JsonText New = JsonText.Parse("""{"type":"object","properties":{"path":{"type":"string"},"depth":{"type":"integer"}},"required":["path","depth"]}""");

    [Fact]
    public void A_schema_is_found_from_the_calls()
    {
        string[] arguments = ["""{"path":"a"}""", """{"path":null,"limit":1.5}""", .. Enumerable.Repeat("""{"path":"a","limit":2}""", 18)];
        var rows = arguments.Select((text, i) => Row(i, i < 4 ? [Call("read", text), Call("rare", "{}")] : [Call("read", text)])).ToArray();

        var (tool, calls) = Assert.Single(Run(new ToolSchemaOptions(), rows).Stage.Inferred).Value;

        Assert.Equal("""{"type":"object","properties":{"limit":{"type":"number"},"path":{"type":["string","null"]}},"required":["limit","path"],"additionalProperties":true}""", tool.Schema!.Text);
        Assert.Equal(("read", 20L), (tool.Name, calls));
    }

    // Without what is rare: two of twenty calls leave out a field, so it is not required.
    [Theory]
    [InlineData(95, 1, true)]
    [InlineData(95, 2, false)]
    [InlineData(90, 2, true)]
    [InlineData(100, 1, false)]
    public void A_field_is_required_when_nearly_all_calls_have_it(double percent, int without, bool isRequired)
    {
        var stage = Run(new ToolSchemaOptions { RequiredPercent = percent }, [.. Enumerable.Range(0, 20).Select(i => Row(i, Call("read", i < without ? "{}" : """{"path":"a"}""")))]).Stage;

        Assert.Equal(isRequired, stage.Inferred["read"].Tool.Schema!.Text.Contains("\"required\":[\"path\"]", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_call_it_was_found_from_fits_it_or_is_said_not_to()
    {
        var rows = Enumerable.Range(0, 40).Select(i => Row(i, Call("read", i == 0 ? """{"limit":1}""" : $$"""{"path":"a","n{{i % 3}}":{{(i % 2 == 0 ? "1" : "\"x\"")}}}"""))).ToArray();
        var (stage, table, log, _) = Run(new ToolSchemaOptions(), rows);
        var schema = JsonSchema.Read(stage.Inferred["read"].Tool.Schema!);

        Assert.All(table.Rows, row => Assert.Equal(row.Untrained is null, table.Load(row).Messages.SelectMany(m => m.ToolCalls).All(c => schema.Judge(c.Arguments!).IsValid)));
        Assert.Equal(1, log.Record.Notes["inferred-mismatch"]);
        Assert.Equal([1], rows[0].Row.Untrained);
    }

    [Fact]
    public void Objects_and_lists_inside_have_their_own_fields_and_their_own_share()
    {
        string[] arguments = [.. Enumerable.Repeat("""{"edits":[{"old":"a","new":"b","at":{"line":1}},{"old":"a","new":"b","at":{"line":2,"column":3.5}}],"where":{"path":"a"},"empty":[]}""", 19), """{"edits":[],"where":"a","empty":[]}"""];

        var found = Run(new ToolSchemaOptions(), [.. arguments.Select((text, i) => Row(i, Call("edit", text)))]).Stage.Inferred["edit"].Tool.Schema!;

        Assert.Equal(
            """{"type":"object","properties":{"edits":{"type":"array","items":{"type":"object","properties":{"at":{"type":"object","properties":{"column":{"type":"number"},"line":{"type":"integer"}},"required":["line"]},"new":{"type":"string"},"old":{"type":"string"}},"required":["at","new","old"]}},"empty":{"type":"array"},"where":{"type":["object","string"],"properties":{"path":{"type":"string"}},"required":["path"]}},"required":["edits","empty","where"],"additionalProperties":true}""",
            found.Text);
        Assert.All(arguments, a => Assert.True(JsonSchema.Read(found).Judge(JsonText.Parse(a)).IsValid, a));
    }

    [Fact]
    public void A_call_that_lacks_what_is_required_inside_does_not_count()
    {
        var rows = Enumerable.Range(0, 60).Select(i => Row(i, Call("edit", i == 0 ? """{"edits":[{"new":"b"}]}""" : """{"edits":[{"old":"a","new":"b"}]}"""))).ToArray();

        var (_, _, log, _) = Run(new ToolSchemaOptions(), rows);

        Assert.Equal(1, log.Record.Notes["inferred-mismatch"]);
        Assert.Equal([1], rows[0].Row.Untrained);
        Assert.All(rows[1..], r => Assert.Null(r.Row.Untrained));
    }

    [Fact]
    public void An_object_with_names_of_its_own_is_a_map_and_says_nothing_of_them()
    {
        var rows = Enumerable.Range(0, 100).Select(i => Row(i, Call("write", $$"""{"files":{"f{{i}}.txt":"a"},"mode":1}"""))).ToArray();

        Assert.Contains("""{"files":{"type":"object"},"mode":{"type":"integer"}}""", Run(new ToolSchemaOptions(), rows).Stage.Inferred["write"].Tool.Schema!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_seen_has_a_bottom_and_a_width_whatever_the_arguments()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":[", 20)) + "1" + string.Concat(Enumerable.Repeat("]}", 20));
        var wide = "{" + string.Join(',', Enumerable.Range(0, 20).Select(a => $"\"a{a}\":{{" + string.Join(',', Enumerable.Range(0, 40).Select(b => $"\"b{b}\":{{\"c\":1}}")) + "}")) + "}";
        var rows = Enumerable.Range(0, 20).Select(i => Row(i, Call("deep", deep), Call("wide", wide))).ToArray();

        var found = Run(new ToolSchemaOptions(), rows).Stage.Inferred;

        Assert.Equal(3, found["deep"].Tool.Schema!.Text.Split("\"properties\":{\"a\":").Length - 1);
        Assert.DoesNotContain("\"b0\"", found["wide"].Tool.Schema!.Text, StringComparison.Ordinal);
        Assert.Contains("\"a19\":{\"type\":\"object\"}", found["wide"].Tool.Schema!.Text, StringComparison.Ordinal);
        Assert.InRange(rows[0].Row.Find("tool-calls")!.Length, 1, 1_000);
    }

    [Fact]
    public void The_order_of_examples_decides_nothing_and_every_sound_call_fits_but_for_what_it_lacks()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var rows = Enumerable.Range(0, 30).Select(i => Row(i, Call("any", Fields(random, depth: 4)))).ToArray();
            var options = new ToolSchemaOptions { RequiredPercent = 80 };
            var (stage, table, _, _) = Run(options, rows);
            var text = stage.Inferred["any"].Tool.Schema!;
            var shuffled = rows.ToArray();
            random.Shuffle(shuffled);

            Assert.Equal(text, Run(options, shuffled).Stage.Inferred["any"].Tool.Schema);
            var schema = JsonSchema.Read(text);
            Assert.Empty(schema.NotJudged);
            Assert.All(rows, r => Assert.Equal(r.Row.Untrained is null, schema.Judge(r.Example.Messages[1].ToolCalls.Single().Arguments!).IsValid));
        }
    }

    [Fact]
    public void What_would_teach_nothing_any_more_is_left_out()
    {
        var rows = Enumerable.Range(0, 40).Select(i => Row(i, [Call("read", i == 0 ? "{}" : """{"path":"a"}""")], tools: [], endsWithText: i != 0)).ToArray();

        var (_, table, log, _) = Run(new ToolSchemaOptions(), rows);

        Assert.Equal("nothing-to-train", Assert.Single(log.Items).Reason);
        Assert.Equal(39, table.Rows.Count);
        Assert.Null(Run(new ToolSchemaOptions { CheckInferred = false }, [.. rows.Select((r, i) => Row(i, [Call("read", i == 0 ? "{}" : """{"path":"a"}""")], [], i != 0))]).Rows[0].Untrained);
    }

    [Fact]
    public void A_call_that_failed_is_no_witness()
    {
        var rows = Enumerable.Range(0, 10).Select(i => Row(i, Call("read", """{"path":"a"}"""), Call("read", """{"wrong":1}""", isError: true))).ToArray();

        Assert.DoesNotContain("wrong", Run(new ToolSchemaOptions(), rows).Stage.Inferred["read"].Tool.Schema!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Declared_tools_are_left_as_they_are()
    {
        var stage = Run(new ToolSchemaOptions(), [.. Enumerable.Range(0, 10).Select(i => Row(i, [Call("read", """{"path":"a"}""")], [new ToolDefinition("read", null, Old)]))]).Stage;

        Assert.Empty(stage.Inferred);
        Assert.Empty(stage.Drift);
    }

    [Fact]
    public void Examples_that_recorded_no_tools_are_offered_their_own_and_the_commonest()
    {
        ExampleInTable[] Rows() => [.. Enumerable.Range(0, 12).Select(i => Row(i, Call("read", """{"path":"a"}"""))), .. Enumerable.Range(12, 6).Select(i => Row(i, Call("write", """{"path":"a"}"""))), Row(30, Call("odd", "{}")), Row(31)];

        var rows = Run(new ToolSchemaOptions { Offer = 2 }, Rows()).Rows;

        Assert.Equal(["read", "write"], rows[0].Tools!.Select(t => t.Name));
        Assert.Equal(["odd", "read"], rows[18].Tools!.Select(t => t.Name));
        Assert.Null(rows[19].Tools);
        Assert.Equal(["write"], Run(new ToolSchemaOptions { Offer = 1 }, Rows()).Rows[12].Tools!.Select(t => t.Name));
        Assert.All(Run(new ToolSchemaOptions(), Rows()).Rows, row => Assert.Null(row.Tools));
    }

    [Fact]
    public void Old_calls_that_todays_schema_refuses_are_told_with_tool_field_and_count()
    {
        var rows = Rows();
        var (stage, _, log, _) = Run(new ToolSchemaOptions(), rows);

        Assert.Equal([new DriftCount("list", "/depth", "required", 3)], stage.Drift);
        Assert.Equal(3, log.Record.Notes["schema-drift"]);
        Assert.All(rows, r => Assert.Null(r.Row.Untrained));
        Assert.Equal("TF2120", Assert.Single(stage.Problems).Rule.Code);
        Assert.Contains("3 recorded calls of 'list'", stage.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_setting_says_so_they_do_not_count()
    {
        var rows = Rows();
        Run(new ToolSchemaOptions { Drift = DriftRemedy.Context }, rows);

        Assert.Equal(["1", "1", "1", ""], rows.Select(r => string.Join(',', r.Row.Untrained ?? new HashSet<int>())));
    }

    // The order of the rows is that of names; which schema is today's, the times of recording say.
    [Fact]
    public void Todays_schema_is_the_one_recorded_last_wherever_it_stands()
    {
        Assert.Equal(Run(new ToolSchemaOptions(), Rows()).Stage.Drift, Run(new ToolSchemaOptions(), [.. Rows().Reverse()]).Stage.Drift);
        Assert.Empty(Run(new ToolSchemaOptions(), [Row(0, [Call("list", """{"path":"a","depth":1}""")], [new ToolDefinition("list", null, New)]), Row(1, [Call("list", """{"path":"a"}""")], [new ToolDefinition("list", null, Old)], day: 9)]).Stage.Drift);
    }

    [Fact]
    public void A_schema_with_other_words_is_the_same()
    {
        var reworded = JsonText.Parse("""{"properties":{"path":{"description":"Where.","type":"string"}},"type":"object","required":["path"],"title":"List"}""");
        var renamed = JsonText.Parse("""{"type":"object","properties":{"title":{"type":"string"}},"required":["title"]}""");

        Assert.Empty(Drift(Old, reworded, """{"path":1}"""));
        Assert.Equal("/title", Assert.Single(Drift(JsonText.Parse("""{"type":"object","properties":{"description":{"type":"string"}}}"""), renamed, """{"description":"a"}""")).Field);
    }

    [Fact]
    public void Schemas_as_deep_as_they_may_be_are_compared()
    {
        var deep = JsonText.Parse(string.Concat(Enumerable.Repeat("""{"not":""", 120)) + "{}" + new string('}', 120));

        Assert.Empty(Drift(Old, deep, """{"path":"a"}"""));
    }

    // The tool itself had refused it then.
    [Fact]
    public void Calls_that_nobody_is_to_learn_are_no_drift()
    {
        var failed = Row(0, [Call("list", "{}", isError: true), Call("list", """{"path":"a"}""")], [new ToolDefinition("list", null, Old)]);
        var unmarked = failed with { Example = failed.Example with { Trained = [.. failed.Example.Trained.Select((t, i) => t && i != 1)], Messages = [.. failed.Example.Messages.Select(m => m.ToolResults.Any() ? Answer() : m)] } };

        Assert.Equal(
            [new DriftCount("list", "/depth", "required", 2)],
            Run(new ToolSchemaOptions(), [
                unmarked,
                Row(1, [Call("list", """{"path":"a"}""")], [new ToolDefinition("list", null, Old)]),
                Row(2, [Call("list", """{"path":"a","depth":1}""")], [new ToolDefinition("list", null, New)], day: 5)]).Stage.Drift);

        static Message Answer() => new(Role.Tool, [new ToolResultPart("call_1", "list", "no such folder")]);
    }

    [Fact]
    public void Places_in_lists_are_one_field()
    {
        var now = JsonText.Parse("""{"properties":{"edits":{"items":{"required":["new"]}}}}""");

        Assert.Equal([new DriftCount("list", "/edits/*/new", "required", 2)], Run(new ToolSchemaOptions(), [
            Row(0, [Call("list", """{"edits":[{}]}""")], [new ToolDefinition("list", null, Old)]),
            Row(1, [Call("list", """{"edits":[{"new":1},{}]}""")], [new ToolDefinition("list", null, Old)]),
            Row(2, [Call("list", """{"edits":[]}""")], [new ToolDefinition("list", null, now)], day: 5)]).Stage.Drift);
    }

    [Fact]
    public void A_sketch_reads_as_it_was_written_and_stays_small()
    {
        var calls = Enumerable.Range(0, 300).SelectMany(i => Call($"tool{i}", $"{{{string.Join(',', Enumerable.Range(0, 40).Select(f => $"\"f{f}\":[{i}]"))}}}")).ToArray();
        var bytes = ToolCallSketch.Instance.Of(Example(0, calls, [new ToolDefinition("list", null, Old)], endsWithText: true));

        Assert.Equal(48, ToolCallSketch.Read(bytes).Count);
        Assert.All(ToolCallSketch.Read(bytes), t => Assert.Equal((40, 1, ValueKinds.Array), (t.Arguments!.Fields.Count, t.Calls, t.Arguments.Fields["f0"].Kinds)));
        Assert.Equal(new CalledTool("list", ToolCallSketch.Digest(Old), 0, null).ToString(), ToolCallSketch.Read(ToolCallSketch.Instance.Of(Example(0, [], [new ToolDefinition("list", null, Old)], true)))[0].ToString());
    }

    private static IReadOnlyList<DriftCount> Drift(JsonText old, JsonText now, string arguments) => Run(new ToolSchemaOptions(), [
        Row(0, [Call("list", arguments)], [new ToolDefinition("list", null, old)]),
        Row(1, [Call("list", arguments)], [new ToolDefinition("list", null, now)], day: 5)]).Stage.Drift;

    private static ExampleInTable[] Rows() =>
    [
        .. Enumerable.Range(0, 3).Select(i => Row(i, [Call("list", """{"path":"a"}""")], [new ToolDefinition("list", "Old.", Old)])),
        Row(3, [Call("list", """{"path":"a","depth":1}""")], [new ToolDefinition("list", "New.", New)], day: 5),
    ];

    private static (ToolSchemaStage Stage, ExampleTable Table, StageLog Log, IReadOnlyList<ExampleRow> Rows) Run(ToolSchemaOptions options, ExampleInTable[] rows)
    {
        var examples = rows.ToDictionary(r => r.Row.Id, r => r.Example);
        var table = new ExampleTable([.. rows.Select(r => r.Row)], row => examples[row.Id]);
        var (stage, log) = (new ToolSchemaStage(options), new StageLog(ToolSchemaStage.StageName));
        stage.Run(table, log, CancellationToken.None);
        table.Close();
        return (stage, table, log, [.. rows.Select(r => r.Row)]);
    }

    private static ExampleInTable Row(int number, params IEnumerable<Message[]> calls) => Row(number, calls, []);

    private static ExampleInTable Row(int number, IEnumerable<Message[]> calls, IReadOnlyList<ToolDefinition> tools, bool endsWithText = true, int day = 0)
    {
        var example = Example(number, [.. calls.SelectMany(c => c)], tools, endsWithText);
        var row = new ExampleRow { Id = example.Id, Source = "claude-code", Group = example.Group, Occurrences = [new Occurrence("place", null, Monday.AddDays(day))] };
        row.Add(ToolCallSketch.Instance, ToolCallSketch.Instance.Of(example));
        return new ExampleInTable(row, example);
    }

    private static Example Example(int number, IReadOnlyList<Message> calls, IReadOnlyList<ToolDefinition> tools, bool endsWithText)
    {
        Message[] messages = [new Message(Role.User, "Please."), .. calls, .. endsWithText ? [new Message(Role.Assistant, "Done.")] : Array.Empty<Message>()];
        return new Example { Id = $"e{number:000}", Group = "g", Source = "claude-code", Messages = messages, Trained = [.. messages.Select(m => m.Role == Role.Assistant)], Tools = tools };
    }

    private static Message[] Call(string tool, string arguments, bool isError = false) =>
    [
        new Message(Role.Assistant, [new ToolCallPart(new ToolCall(null, tool, arguments))]),
        new Message(Role.Tool, [new ToolResultPart(null, tool, "done", isError)]),
    ];

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => "\"x\"",
        1 => "7",
        2 => "null",
        3 => "1.5",
        4 => $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1)))}]",
        _ => Fields(random, depth),
    };

    private static string Fields(Random random, int depth) =>
        $"{{{string.Join(',', Enumerable.Range(0, 4).Where(_ => random.Next(5) > 0).Select(f => $"\"f{f}\":{Value(random, depth - 1)}"))}}}";

    private sealed record ExampleInTable(ExampleRow Row, Example Example);
}
