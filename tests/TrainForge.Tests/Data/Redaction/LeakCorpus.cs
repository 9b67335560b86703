using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Data.Sources;

namespace TrainForge.Tests.Data.Redaction;

/// <summary>Files of every kind of source with a planted text wherever one can stand: in what is said, called, answered, named.</summary>
internal sealed class LeakCorpus(string folder)
{
    private static IReadOnlyList<string> Texts => PlantedTexts.All;

    public string Folder => folder;

    public void WriteAll()
    {
        Lines("claude/one.jsonl", Claude());
        Lines("codex/rollout-1.jsonl", Codex());
        Lines("openai/train.jsonl", Texts.Select(t => Json(new { messages = new object[] { User(t), new { role = "assistant", content = t, tool_calls = new[] { new { id = "c", type = "function", function = new { name = "f", arguments = Json(new { value = t }) } } } }, new { role = "tool", tool_call_id = "c", content = t }, new { role = "assistant", content = "done " + t } } })));
        Lines("openai/pairs.jsonl", Texts.Select(t => Json(new { input = new { messages = new[] { User(t) } }, preferred_output = new[] { Said(t) }, non_preferred_output = new[] { Said("no " + t) } })));
        Lines("log/session_2026-03-08.jsonl", Texts.SelectMany((t, i) => new object[] { new { type = "message", role = "user", content = t, timestamp = At(i) }, new { type = "tool_call", tool = "f", args = new { value = t }, result = t, timestamp = At(i) }, new { type = "error", error = t, context = t, timestamp = At(i) }, new { type = "decision", decision = t, rationale = t, timestamp = At(i) }, new { type = "message", role = "timmy", content = t, timestamp = At(i) } }).Select(Json));
        Lines("otel/spans.jsonl", Texts.Select((t, i) => Span(t, i)));
        Lines("decisions/log.jsonl", Texts.SelectMany((t, i) => new[] { Json(new { type = "decision", id = $"d{i}", situation = new { text = t }, decision = t, reasoning = t, tags = new[] { t } }), Json(new { type = "review", decision_id = $"d{i}", verdict = "correct", response = "rather " + t }) }));
        for (var i = 0; i < Texts.Count; i += 12)
        {
            Lines($"aieval/results/run/scenario{i}/1.json", [Evaluation(Texts[i], i)]);
            new PytestFolder().Prompt("code", ("system", Texts[i]), ("user", Texts[i])).Turn(Texts[i]).Audited("f", new { value = Texts[i] }, Texts[i])
                .Write(Path.Combine(folder, "pytest", $"test_{i}"), passed: i % 24 == 0, test: $"test_{i}[{Texts[i]}]", prompt: Texts[i]);
        }
    }

    /// <summary>Stashes as somebody else's recorder leaves them: nothing in them was redacted.</summary>
    public void WriteStashes(Recording recording)
    {
        for (var i = 0; i < Texts.Count; i++)
        {
            var (t, outcome) = (Texts[i], i % 3 == 0 ? Outcome.Failed : Outcome.Passed);
            using var stash = StashWriter.Create(StashPaths.RunFolder(recording.Root, "run-1"), new StashName($"test{i}", $"test{i}", "Shop.Tests", "net10.0", 1));
            stash.Append(Recording.Call(1, [new Message(Role.User, t)], [Recording.Calling("c", Json(new { value = t }))]));
            stash.Append(Recording.Call(2, [new Message(Role.User, t), Recording.Calling("c", Json(new { value = t })), Recording.Answering("c", t)], [new Message(Role.Assistant, $"{i}: {t}")]));
            stash.Finish(new StashMetadata
            {
                TestName = $"Case{i}({t})",
                DisplayName = $"Case {t}",
                TestId = $"test{i} {t}",
                Assembly = "Shop.Tests",
                Outcome = outcome,
                Prompt = t,
                Arguments = t,
                Traits = [t],
                RunId = "run-1",
                Timestamp = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero),
                DurationSeconds = 1,
                Failure = outcome == Outcome.Failed ? new StashFailure(t, t) : null,
                Git = new GitContext { Branch = t, Remote = "https://x:" + t + "@github.com/a/b" },
                Terms = new SourceTerms { Vendor = "v", License = "MIT", Consent = t },
            });
        }
    }

    private static IEnumerable<string> Claude()
    {
        var session = new ClaudeSession();
        foreach (var (text, i) in Texts.Select((t, i) => (t, i)))
        {
            session.User(text);
            session.Think(text, $"m{i}");
            session.Call($"t{i}", "f", new { value = text, password = "Xk29-plain-words" }, $"m{i}");
            session.Result($"t{i}", text, isError: i % 5 == 0);
            session.Say(text, $"n{i}");
        }

        session.Raw("{\"type\":\"user\",\"broken\":\"" + Texts[0]);
        session.Raw(Json(new { type = Texts[1], cwd = $"/home/{PlantedTexts.Person}/work", gitBranch = Texts[2], sessionId = Texts[3], version = Texts[4] }));
        return session.Lines.Select(l => l.Replace("/srv/shop", $"/home/{PlantedTexts.Person}/shop", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Codex() =>
    [
        Json(new { timestamp = At(0), type = "session_meta", payload = new { id = "s", cwd = $"/Users/{PlantedTexts.Person}/x", git = new { commit_hash = "abc", branch = Texts[0], repository_url = "https://x:" + Texts[1] + "@github.com/a/b.git" } } }),
        .. Texts.SelectMany((t, i) => new object[]
        {
            new { type = "message", role = "user", content = new[] { new { type = "input_text", text = t } } },
            new { type = "function_call", name = "f", arguments = Json(new { value = t }), call_id = $"c{i}" },
            new { type = "function_call_output", call_id = $"c{i}", output = t },
            new { type = "message", role = "assistant", content = new[] { new { type = "output_text", text = t } } },
        }).Select(p => Json(new { timestamp = At(0), type = "response_item", payload = p })),
    ];

    private static string Span(string text, int number)
    {
        var input = Json(new[] { new { role = "user", parts = new[] { new { type = "text", content = text } } } });
        var output = Json(new[] { new { role = "assistant", parts = new object[] { new { type = "text", content = text }, new { type = "tool_call", id = "c", name = "f", arguments = new { value = text } } } } });
        return Json(new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans = new[] { new { traceId = $"t{number}", spanId = $"s{number}", name = "chat", startTimeUnixNano = "1772359200000000000", attributes = new[] { Text("gen_ai.input.messages", input), Text("gen_ai.output.messages", output), Text("gen_ai.conversation.id", text), Text("gen_ai.request.model", text) } } } } } } } });
    }

    private static object Text(string key, string value) => new { key, value = new { stringValue = value } };

    private static string Evaluation(string text, int number) => Json(new
    {
        scenarioName = $"Scenario{number} {text}",
        iterationName = text,
        executionName = text,
        creationTime = "2026-03-01T10:00:00Z",
        messages = new[] { new { role = "user", contents = new[] { new Dictionary<string, string> { ["$type"] = "text", ["text"] = text } } } },
        modelResponse = new { messages = new[] { new { role = "assistant", contents = new[] { new Dictionary<string, string> { ["$type"] = "text", ["text"] = text } } } }, modelId = "m" },
        evaluationResult = new { metrics = new Dictionary<string, object> { ["M"] = new { name = text, reason = text, interpretation = new { rating = "good", failed = number % 24 == 0, reason = text } } } },
        tags = new[] { text },
    });

    private static object User(string text) => new { role = "user", content = text };

    private static object Said(string text) => new { role = "assistant", content = text };

    private static string At(int number) => new DateTime(2026, 3, 8, 10, 0, 0, DateTimeKind.Utc).AddSeconds(number).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private void Lines(string path, IEnumerable<string> lines)
    {
        var file = Path.Combine([folder, .. path.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, lines);
    }
}
