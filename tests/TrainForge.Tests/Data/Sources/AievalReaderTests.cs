using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

public sealed class AievalReaderTests : IDisposable
{
    private const string Question = """[{"role":"system","contents":[{"$type":"text","text":"Be brief."}]},{"role":"user","contents":[{"$type":"text","text":"add"}]}]""";
    private const string Answer = """{"messages":[{"role":"assistant","contents":[{"$type":"reasoning","text":"hm"},{"$type":"functionCall","callId":"c1","name":"add","arguments":{"a":1.0}}],"messageId":"m1"},{"role":"tool","contents":[{"$type":"functionResult","callId":"c1","result":3}]},{"role":"assistant","contents":[{"$type":"text","text":"3"}]}],"modelId":"gpt-x","finishReason":"stop"}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_answer_that_was_judged_can_be_imitated_and_its_request_is_context()
    {
        var found = Reading.Of("aieval", Result(Metric("Relevance", "good", failed: false))).Only;

        Assert.Equal("""system: Be brief. | user: add | assistant: <hm> add({"a":1.0}) | tool: =3 | assistant: 3""", Reading.Words(found));
        Assert.Equal([false, false, true, false, true], found.Messages.Select(m => m.Provenance!.Generated));
        Assert.Equal(("aieval:Sums.Add", "Sums.Add", "gpt-x", "run-7"), (found.Group, found.TestId, found.Terms.Model, found.Label!.RunId));
        Assert.Equal(["nightly", "iteration:1"], found.Tags);
        Assert.All(ToolLinks.Of(found.Messages).All, l => Assert.NotNull(l.Result));
    }

    [Theory]
    [InlineData("good", false, "exceptional", false, Outcome.Passed)]
    [InlineData("good", false, "poor", true, Outcome.Failed)]
    [InlineData("poor", false, "good", false, Outcome.Passed)]
    [InlineData("unacceptable", null, "good", false, Outcome.Failed)]
    [InlineData("inconclusive", false, "good", false, Outcome.Inconclusive)]
    [InlineData("inconclusive", false, "poor", true, Outcome.Failed)]
    [InlineData(null, null, "good", false, Outcome.Inconclusive)]
    public void One_failed_metric_fails_the_answer_and_one_that_says_nothing_leaves_it_open(string? first, bool? firstFailed, string second, bool? secondFailed, Outcome outcome)
    {
        var found = Reading.Of("aieval", Result(Metric("A", first, firstFailed), Metric("B", second, secondFailed))).Only;

        Assert.Equal(outcome, found.Label!.Outcome);
    }

    [Fact]
    public void A_judge_that_could_not_judge_is_no_judgement()
    {
        var broken = "\"Groundedness\":" + """{"$type":"numeric","name":"Groundedness","interpretation":{"rating":"good","failed":false},"diagnostics":[{"severity":"error","message":"HTTP 500"}]}""";

        Assert.Equal(Outcome.Inconclusive, Reading.Of("aieval", Result(broken)).Only.Label!.Outcome);
        Assert.Null(Reading.Of("aieval", Result()).Only.Label);
    }

    [Fact]
    public void Reports_with_many_results_pages_over_many_lines_and_the_older_form_are_read()
    {
        var old = """{"scenarioName":"Old","iterationName":"1","executionName":"x","creationTime":"2026-01-01T00:00:00Z","messages":[{"role":"user","contents":[{"$type":"text","text":"hi"}]}],"modelResponse":{"role":"assistant","contents":[{"$type":"text","text":"hello"}]},"evaluationResult":{"metrics":{}}}""";
        var page = JsonSerializer.Serialize(JsonDocument.Parse($$"""{"scenarioRunResults":[{{Result()}},{{old}}],"createdAt":"2026-01-01T00:00:00Z"}""").RootElement, SourceDocumentsTests.Pretty);

        var found = Reading.Of("aieval", page.Split('\n')).Found;

        Assert.Equal(2, found.Count);
        Assert.Equal("user: hi | assistant: hello", Reading.Words(found[1]));
        Assert.True(found[1].Messages[1].Provenance!.Generated);
        Assert.Equal(2, found.Select(t => t.Id).Distinct().Count());
    }

    [Fact]
    public void An_answer_that_was_cut_is_marked()
    {
        var found = Reading.Of("aieval", Result().Replace("\"stop\"", "\"length\"", StringComparison.Ordinal)).Only;

        Assert.Equal("finish_reason:length", Assert.Single(found.Messages[^1].Truncations).What);
    }

    [Fact]
    public async Task Results_are_found_in_the_store_and_answers_in_its_cache_are_not()
    {
        Put("results/run-7/Sums.Add/1.json", Result(Metric("A", "good", failed: false)));
        Put("results/run-7/Sums.Add/2.json", Result(Metric("A", "poor", failed: true)).Replace("\"3\"", "\"4\"", StringComparison.Ordinal));
        Put("results/run-7/Sums.Sub/1.json", Result(Metric("A", "good", failed: false)).Replace("Sums.Add", "Sums.Sub", StringComparison.Ordinal));
        Put("cache/abc/entry.json", "{}");
        var tool = new ToolRun(_folder.Path);

        var code = await tool.RunAsync(["ingest", "aieval", _folder.Path, "--root", _folder.File(".trainforge")]);

        Assert.True(code == 0, tool.Error);
        Assert.StartsWith("3 files found, 3 added with 3 conversations", tool.Out, StringComparison.Ordinal);
    }

    private void Put(string path, string text)
    {
        var file = _folder.File(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string Result(params string[] metrics) =>
        $$$"""{"scenarioName":"Sums.Add","iterationName":"1","executionName":"run-7","creationTime":"2026-03-01T10:00:00Z","messages":{{{Question}}},"modelResponse":{{{Answer}}},"evaluationResult":{"metrics":{ {{{string.Join(',', metrics)}}} }},"tags":["nightly"],"formatVersion":1}""";

    private static string Metric(string name, string? rating, bool? failed) => JsonSerializer.Serialize(name) + ":" + (rating is null
        ? $$"""{"$type":"numeric","name":"{{name}}","value":3}"""
        : $$"""{"$type":"numeric","name":"{{name}}","value":3,"interpretation":{"rating":"{{rating}}"{{(failed is { } said ? $",\"failed\":{(said ? "true" : "false")}" : "")}}},"diagnostics":[]}""");
}
