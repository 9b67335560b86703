using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Evaluations;

/// <summary>
/// Results of Microsoft.Extensions.AI.Evaluation: one file per iteration of a scenario, or a report that holds many. The answer that
/// was judged is what can be imitated; what the metrics say of it is its label. All iterations of a scenario are one group.
/// </summary>
internal sealed class AievalReader : ITranscriptReader
{
    private const string Kind = "aieval";

    /// <summary>Beside results lies the cache of answers, in files that also end in .json.</summary>
    public static bool IsResult(string path) => !path.Replace('\\', '/').Split('/').Contains("cache") && Path.GetFileName(path) != "entry.json";

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel) =>
        transcript.SelectMany(report, (line, value) => Results(value).Select((result, i) => One(transcript, line, i, result, report)).OfType<Trajectory>().ToList(), cancel);

    private static IEnumerable<JsonElement> Results(JsonElement value) =>
        value.Any("scenarioRunResults") is null ? [value] : value.Items("scenarioRunResults").Where(r => r.ValueKind == JsonValueKind.Object);

    private static Trajectory? One(Transcript transcript, long line, int number, JsonElement result, ReadReport report)
    {
        if (result.Str("scenarioName") is not { } scenario)
        {
            report.Unknown(result.FirstName());
            return null;
        }

        var (iteration, execution, time) = (result.Str("iterationName"), result.Str("executionName"), result.When("creationTime"));
        var place = transcript.At(line, time);
        var request = MeaiMessages.Read(result, "messages", place, report, isAnswer: false);
        var response = Response(result, place, report, out var model);
        report.Fact("scenarios", scenario);
        report.Fact("models", model);
        return new Trajectory
        {
            Id = FormattableString.Invariant($"{Kind}:{transcript.Sha256}#{line}{(number > 0 ? $".{number}" : "")}"),
            Source = Kind,
            TestId = scenario,
            Group = $"{Kind}:{scenario}",
            Messages = [.. request, .. response],
            Label = Label(result, scenario, execution, report),
            Terms = new SourceTerms { Model = model },
            Tags = [.. result.Items("tags").Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!), .. iteration is null ? [] : new[] { $"iteration:{iteration}" }],
            Started = time,
            Ended = time,
        };
    }

    // Before answers could be several messages, the one message stood here itself.
    private static IReadOnlyList<Message> Response(JsonElement result, MessageProvenance place, ReadReport report, out string? model)
    {
        var response = result.Obj("modelResponse") ?? default;
        model = response.Str("modelId");
        var from = place with { Model = model };
        var messages = response.Any("messages") is not null ? MeaiMessages.Read(response, "messages", from, report, isAnswer: true)
            : response.Any("contents") is not null || response.Any("text") is not null ? [MeaiMessages.One(response, from, report, isAnswer: true)]
            : [];
        return FinishReason.SaysCut(response.Str("finishReason")) && messages.Count > 0
            ? [.. messages.SkipLast(1), messages[^1] with { Truncations = [new Truncation($"finish_reason:{response.Str("finishReason")}", 0, 0)] }]
            : messages;
    }

    // A metric that could not be computed says nothing about the answer; where one failed, the answer did, whatever the others say.
    private static OutcomeLabel? Label(JsonElement result, string scenario, string? execution, ReadReport report)
    {
        var metrics = result.Obj("evaluationResult")?.Obj("metrics")?.EnumerateObject().Select(m => m.Value).Where(m => m.ValueKind == JsonValueKind.Object).ToList() ?? [];
        if (metrics.Count == 0)
        {
            report.Note("not-judged");
            return null;
        }

        var outcome = Outcome.Passed;
        foreach (var metric in metrics)
        {
            report.Fact("metrics", metric.Str("name"));
            outcome = (outcome, Of(metric)) switch
            {
                (Outcome.Failed, _) or (_, Outcome.Failed) => Outcome.Failed,
                (Outcome.Inconclusive, _) or (_, Outcome.Inconclusive) => Outcome.Inconclusive,
                _ => outcome,
            };
        }

        report.Note($"outcome-{Names.Of(outcome)}");
        return new OutcomeLabel(outcome) { TestId = scenario, RunId = execution };
    }

    private static Outcome Of(JsonElement metric)
    {
        var judged = metric.Obj("interpretation");
        var rating = judged?.Str("rating");
        var failed = judged?.Any("failed") is { } said ? said.ValueKind == JsonValueKind.True : rating is "unacceptable" or "poor";
        return failed ? Outcome.Failed
            : judged is null || rating is null or "unknown" or "inconclusive" || metric.Items("diagnostics").Any(d => d.Str("severity") == "error") ? Outcome.Inconclusive
            : Outcome.Passed;
    }
}
