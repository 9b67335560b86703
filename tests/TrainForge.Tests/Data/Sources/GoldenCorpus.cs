using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Tests.Data.Sources;

/// <summary>A small corpus of every kind with everything in it that its reader must mind, written anew each time and always the same.</summary>
internal static class GoldenCorpus
{
    public static string ModelLog { get; } = new PytestFolder()
        .Routed("normal").Prompt("normal", ("system", "Call tools."), ("user", "Is a.py there?\n2026-02-23 10:25:06 not a record ı 🙂"))
        .Turn("""<think>look</think>I look.<tool_call>{"name": "fs.list", "arguments": {"path": "."}}</tool_call>""", "fs.list")
        .Turn("It is.", "length", [])
        .Handoff("normal", "code", "needs work\nin two lines")
        .Prompt("code", ("system", "Write code."), ("user", "Mend a.py"), ("assistant", "It is."))
        .Turn("fs.write(path)", "fs.write")
        .ModelLog;

    public static StashMetadata Metadata { get; } = new()
    {
        TestName = "Shop.Tests.Refund(1)",
        TestId = "t1",
        Assembly = "Shop.Tests",
        ClassName = "Shop.Tests",
        Method = "Refund",
        Outcome = Outcome.Failed,
        Failure = new StashFailure("expected 1", "at x"),
        RunId = "run-1",
        Timestamp = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero),
        DurationSeconds = 1.5,
        Traits = ["a=b", "c"],
        Git = new GitContext { Commit = "abc", Branch = "main", Dirty = true },
    };

    public static Trajectory Trajectory { get; } = Reading.Of("claude-code", Claude()).Found[0];

    public const string PackRecord = """{"schema_version":1,"kind":"codex","name":"a.jsonl","sha256":"ab","bytes":12,"lines":2,"extends":"cd","terms":{"vendor":"v","license":"MIT"},"span":{"started":"2026-03-01T10:00:00Z","ended":null},"folders":[{"folder":"/a","root":"/a","remote":"https://h/a"}],"head":"0123456789abcdef","notes":{"conversations":1},"redactions":{"email":1},"about":{"models":["m"]}}""";

    public const string Manifest = """{"schema_version":1,"name":"main","content_hash":"ab","groups":2,"files":[{"path":"sft/train.jsonl","rows":2,"bytes":30,"sha256":"cd"}],"stages":[{"name":"outcome","in":3,"out":2,"dropped":{"test-failed":1},"cut":{},"notes":{"a":1},"before":{"b":1},"after":{"b":2}}],"splits":{"train":{"groups":1,"examples":1}},"tokens":{"tokenizer":"t","files":{"sft/train.jsonl":{"examples":1,"tokens":9,"trained":3}}},"tools":{"add":1},"commands":{},"models":{"m":1},"drift":[{"tool":"t","field":"/a","keyword":"type","calls":1}],"terms":[{"vendor":"v","rows":1}],"redactions":{"email":1},"hashes":{"tool_schemas":"ef"},"options":{"dataset":{"name":"main"}}}""";

    public const string Example = """{"messages":[{"role":"user","content":"2 + 2?"},{"role":"assistant","content":"4","train":true,"tool_calls":[{"type":"function","function":{"name":"add","arguments":{"a":2.0}}}]},{"role":"tool","name":"add","content":"4"}],"tools":[{"type":"function","function":{"name":"add","parameters":{"type":"object"}}}],"id":"a1","group":"g","source":"stash","terms":{"vendor":"v"}}""";

    public static string Tokenizer => TokenizerJson();

    /// <summary>The lines of a file of this kind.</summary>
    public static IEnumerable<string> Lines(string kind) => kind switch
    {
        "claude-code" => Claude(),
        "codex" => Codex(),
        "openai-jsonl" => OpenAi(),
        "session-log" => SessionLog(),
        "otel" => Otel(),
        "aieval" => Aieval(),
        "decisions" => Decisions(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static IReadOnlyList<string> Claude()
    {
        var session = new ClaudeSession();
        session.User("<command-name>/model</command-name>");
        session.User("add 1 and 2<system-reminder>x</system-reminder>");
        session.Think("simple", "m1");
        session.Say("I add.", "m1");
        session.Call("t1", "add", new { a = 1.0, b = "ı" }, "m1");
        var second = session.Call("t2", "read", new { path = "a" }, "m1");
        session.Result("t2", "A", second, isError: true);
        session.Result("t1", "3", second);
        var fork = session.Say("It is 3.");
        session.User("ok");
        session.Call("t3", "write", new { _truncated_from = "{\"x", _total_bytes = 40_000 });
        session.Result("t3", "done");
        session.Say("written");
        session.User("ok", fork);
        session.Say("the other way");
        session.Silent("progress");
        session.User("This session is being continued from a previous conversation.");
        session.User("go on");
        session.Say("on");
        session.Raw("{\"type\":\"hologram\",\"uuid\":\"h\"}");
        session.Raw("{\"type\":\"user\",\"torn");
        session.Result("t9", "whose?");
        return session.Lines;
    }

    private static IEnumerable<string> Codex() => new object[]
    {
        new { type = "session_meta", payload = (object)new { id = "s", cwd = "/srv/shop", cli_version = "1", model_provider = "openai", git = new { commit_hash = "abc", branch = "main", repository_url = "git@github.com:acme/shop.git" } } },
        new { type = "turn_context", payload = (object)new { turn_id = "1", model = "gpt-x" } },
        new { type = "response_item", payload = (object)new { type = "message", role = "user", content = new[] { new { type = "input_text", text = "list" } } } },
        new { type = "response_item", payload = (object)new { type = "reasoning", summary = new[] { new { type = "summary_text", text = "look" } }, encrypted_content = "x" } },
        new { type = "response_item", payload = (object)new { type = "function_call", name = "shell", arguments = "{\"command\":[\"ls\"]}", call_id = "c1" } },
        new { type = "event_msg", payload = (object)new { type = "exec_command_end", call_id = "c1", aggregated_output = "a.py" } },
        new { type = "response_item", payload = (object)new { type = "function_call_output", call_id = "c1", output = "a.py" } },
        new { type = "response_item", payload = (object)new { type = "message", role = "assistant", content = new[] { new { type = "output_text", text = "a.py" } } } },
        new { type = "event_msg", payload = (object)new { type = "task_complete" } },
        new { type = "hologram", payload = (object)new { x = 1 } },
    }.Select((o, i) => JsonSerializer.Serialize(o).Insert(1, $"\"timestamp\":\"2026-03-01T10:00:{i:00}Z\","));

    private static IReadOnlyList<string> OpenAi() =>
    [
        """{"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"add"},{"type":"image_url","image_url":{"url":"https://a.b/c.png"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1.0}"}}],"weight":0},{"role":"tool","tool_call_id":"c1","content":"2"},{"role":"assistant","content":"2","weight":1}],"tools":[{"type":"function","function":{"name":"add","parameters":{"type":"object"}}}]}""",
        """{"messages":[{"role":"user","content":"old"},{"role":"assistant","function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"r"},{"role":"assistant","content":"done"}],"functions":[{"name":"f"}]}""",
        """{"input":{"messages":[{"role":"user","content":"2 + 2?"}]},"preferred_output":[{"role":"assistant","content":"4"}],"non_preferred_output":[{"role":"assistant","content":"5"}]}""",
        """{"input":{"messages":[{"role":"user","content":"3 + 3?"}]},"preferred_completion":[{"role":"assistant","content":"6"}],"non_preferred_completion":[{"role":"assistant","content":"7"}]}""",
        """{"messages":[{"role":"user","content":"x"},{"role":"robot","content":"y"}]}""",
        """{"prompt":"a","completion":"b"}""",
    ];

    private static IReadOnlyList<string> SessionLog() =>
    [
        """{"type":"message","role":"user","content":"add","timestamp":"2026-03-08T23:50:00"}""",
        """{"type":"tool_call","tool":"add","args":{"a":1.0},"result":{"sum":3},"timestamp":"2026-03-08T23:50:01"}""",
        """{"type":"message","role":"timmy","content":"It is 3.","confidence":0.9,"timestamp":"2026-03-08T23:50:02"}""",
        """{"type":"decision","decision":"stop","rationale":"done","timestamp":"2026-03-08T23:50:03"}""",
        """{"type":"error","error":"lost","context":"net","timestamp":"2026-03-08T23:50:04"}""",
        "{}",
        """{"type":"message","role":"user","content":"later","timestamp":"2026-03-09T00:10:00Z"}""",
        $$"""{"type":"tool_call","tool":"read","args":{},"result":"{{new string('x', 500)}}","timestamp":"2026-03-09T01:10:00+01:00"}""",
        """{"type":"message","role":"timmy","content":"so","timestamp":"2026-03-09T00:10:02"}""",
    ];

    private static IReadOnlyList<string> Otel()
    {
        const string Ask = """[{"role":"user","parts":[{"type":"text","content":"add"}]}]""";
        const string Call = """[{"role":"assistant","finish_reason":"tool_call","parts":[{"type":"reasoning","content":"hm"},{"type":"tool_call","id":"c1","name":"add","arguments":{"a":1.0}}]}]""";
        const string Answered = """[{"role":"user","parts":[{"type":"text","content":"add"}]},{"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"add","arguments":{"a":1.0}}]},{"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":2}]}]""";
        const string Done = """[{"role":"assistant","finish_reason":"length","parts":[{"type":"text","content":"2"},{"type":"hologram"}]}]""";
        return
        [
            Spans(Span("t1", 2, ("gen_ai.provider.name", "openai"), ("gen_ai.input.messages", Answered), ("gen_ai.output.messages", Done)), Span("t1", 1, ("gen_ai.response.model", "gpt-x"), ("gen_ai.input.messages", Ask), ("gen_ai.output.messages", Call), ("gen_ai.system_instructions", """[{"type":"text","content":"Be brief."}]"""))),
            "{",
            " \"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [",
            "  " + Span("t2", 3, ("gen_ai.system", "openai"), ("gen_ai.prompt.0.role", "user"), ("gen_ai.prompt.0.content", "old"), ("gen_ai.completion.0.role", "assistant"), ("gen_ai.completion.0.content", "form")),
            " ]}]}]",
            "}",
            Spans(Span("t3", 4, ("http.method", "GET")), Span("t4", 5, ("gen_ai.request.model", "x"))),
        ];
    }

    private static string Spans(params string[] spans) => $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""";

    private static string Span(string trace, int second, params (string Key, string Value)[] attributes) =>
        $$"""{"traceId":"{{trace}}","spanId":"{{trace}}{{second}}","name":"chat x","startTimeUnixNano":"177235920{{second}}000000000","endTimeUnixNano":177235921{{second}}000000000,"attributes":[{{string.Join(',', attributes.Select(a => JsonSerializer.Serialize(new { key = a.Key, value = new { stringValue = a.Value } })))}}]}""";

    private static IReadOnlyList<string> Aieval() =>
    [
        """{"scenarioName":"Sums.Add","iterationName":"1","executionName":"run","creationTime":"2026-03-01T10:00:00Z","messages":[{"role":"user","contents":[{"$type":"text","text":"add"}]}],"modelResponse":{"messages":[{"role":"assistant","contents":[{"$type":"reasoning","text":"hm"},{"$type":"functionCall","callId":"c","name":"add","arguments":{"a":1.0}},{"$type":"usage","details":{}}]},{"role":"tool","contents":[{"$type":"functionResult","callId":"c","result":3}]},{"role":"assistant","contents":[{"$type":"text","text":"3"},{"$type":"hologram"}]}],"modelId":"gpt-x","finishReason":"stop"},"evaluationResult":{"metrics":{"R":{"$type":"numeric","name":"R","value":5,"interpretation":{"rating":"good","failed":false}}}},"tags":["nightly"]}""",
        """{"scenarioRunResults":[{"scenarioName":"Sums.Sub","iterationName":"2","executionName":"run","messages":[{"role":"user","text":"sub"}],"modelResponse":{"role":"assistant","contents":[{"$type":"text","text":"1"}]},"evaluationResult":{"metrics":{"R":{"name":"R","interpretation":{"rating":"poor","failed":true}}}}}]}""",
        """{"something":"else"}""",
    ];

    private static IReadOnlyList<string> Decisions() =>
    [
        """{"schema_version":1,"type":"decision","id":"d1","time":"2026-03-01T10:00:00Z","model":"m","situation":{"actor":"guest"},"decision":"deny","reasoning":"unknown","tags":["easy"]}""",
        """{"schema_version":1,"type":"decision","id":"d2","messages":[{"role":"user","parts":[{"type":"text","text":"may I?"}]}],"response":"yes","tools":[{"name":"ask"}],"terms":{"license":"MIT"}}""",
        """{"schema_version":1,"type":"review","decision_id":"d1","time":"2026-03-02T10:00:00Z","verdict":"correct","decision":"allow"}""",
        """{"schema_version":1,"type":"review","decision_id":"d2","verdict":"accept"}""",
        """{"schema_version":1,"type":"review","decision_id":"d9","verdict":"perhaps"}""",
        """{"prompt":"p","response":"wanted","decision_id":"e","timestamp":"2026-02-02T08:05:00"}""",
        """{"type":"decision","id":"d3","situation":"nobody saw it","decision":"allow"}""",
    ];

    // Small: a damaged one is read a hundred thousand times.
    private static string TokenizerJson() => Encoding.UTF8.GetString(Text.Tokenizers.Samples.Train(SplitPattern.Qwen2, 300).ToJson());
}
