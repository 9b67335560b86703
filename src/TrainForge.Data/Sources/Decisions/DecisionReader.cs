using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Hashing;

namespace TrainForge.Data.Sources.Decisions;

/// <summary>
/// Decisions of a model and what people said of them: our log, in which a review is a line of its own that may come any time later;
/// rows of a store that hold both; exports of prompts with the answers that people want. Of a corrected decision both sides are kept
/// as a comparison; one that was accepted is vouched for; one that nobody has seen is not, yet.
/// </summary>
internal sealed class DecisionReader : ITranscriptReader
{
    private const string Kind = "decisions";

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel)
    {
        var decisions = new Dictionary<string, DecisionRecord>(StringComparer.Ordinal);
        var reviews = new Dictionary<string, DecisionReview>(StringComparer.Ordinal);
        transcript.ForEach(
            report,
            (line, value) =>
            {
                var place = transcript.At(line, value.When("time") ?? value.When("timestamp"), value.Str("model") ?? value.Str("model_name"));
                if (value.Str("type") is "review")
                {
                    reviews[value.RequiredText("decision_id")] = DecisionReview.Line(value);
                }
                else if (value.Str("type") is not (null or "decision"))
                {
                    report.Unknown(value.Str("type"));
                }
                else if (DecisionRecord.Read(value, line, place, report) is { } decision)
                {
                    // Whoever logs an id again does not undo what was said of it.
                    report.Note("repeated-decisions", decisions.TryAdd(decision.Id, decision) ? 0 : 1);
                }
            },
            cancel);

        report.Note("reviews-without-decision", reviews.Keys.Count(id => !decisions.ContainsKey(id)));
        return [.. decisions.Values.OrderBy(d => d.Line).SelectMany(d => Conversations(d, reviews.GetValueOrDefault(d.Id) ?? d.Review, transcript, report))];
    }

    private static IEnumerable<Trajectory> Conversations(DecisionRecord decision, DecisionReview? review, Transcript transcript, ReadReport report)
    {
        if (review?.Corrected is not { } correction)
        {
            report.Note(review is null ? "decisions-unreviewed" : "decisions-accepted");
            yield return New(decision, decision.Original, review is null ? Outcome.None : Outcome.Passed, transcript);
            yield break;
        }

        var wanted = correction.Over(decision.Original);
        if (wanted.ToWords() == decision.Original.ToWords())
        {
            report.Note("decisions-accepted");
            yield return New(decision, decision.Original, Outcome.Passed, transcript);
            yield break;
        }

        // What changed counts, be it the reasoning alone.
        report.Note("decisions-corrected");
        report.Note(wanted.Decision == decision.Original.Decision ? "corrected-reasoning" : wanted.Reasoning == decision.Original.Reasoning ? "corrected-decision" : "corrected-both");
        var pair = $"{Kind}:{decision.Id}";
        yield return New(decision, wanted, Outcome.Passed, transcript) with { Preference = new Preference(pair, IsChosen: true) };
        yield return New(decision, decision.Original, Outcome.Failed, transcript) with { Preference = new Preference(pair, IsChosen: false) };
    }

    private static Trajectory New(DecisionRecord decision, Answer answer, Outcome outcome, Transcript transcript)
    {
        var place = transcript.At(decision.Line, decision.Time, decision.Terms.Model, generated: true);
        var question = ConversationWriter.ToLine(new Trajectory { Id = "", Source = Kind, Messages = [.. decision.Request.Select(m => m with { Provenance = null })] });
        return new Trajectory
        {
            Id = $"{Kind}:{decision.Id}",
            Source = Kind,
            Group = $"{Kind}:{Sha256.Of(question)[..16]}",
            Messages = [.. decision.Request, new Message(Role.Assistant, answer.ToWords()) { Provenance = place }],
            Tools = decision.Tools,
            Label = new OutcomeLabel(outcome),
            Terms = decision.Terms,
            Tags = [.. decision.Tags, .. answer.Decision is { } choice ? new[] { $"decision:{choice}" } : []],
            Started = decision.Time,
            Ended = decision.Time,
        };
    }
}
