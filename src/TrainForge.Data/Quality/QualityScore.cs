using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Options;

namespace TrainForge.Data.Quality;

/// <summary>How good a conversation looks from outside: whether somebody asked, whether it was answered, what was done on the way and how often that failed.</summary>
/// <param name="Reasons">Each term that is not nothing, as it was added: 'calls +1.5'.</param>
internal sealed record QualityScore(string Class, double Score, IReadOnlyList<string> Reasons)
{
    public static QualityScore Of(Trajectory trajectory, ToolLinks links, Signals signals, QualityOptions options)
    {
        var (weights, messages) = (options.Weights, trajectory.Messages);
        var asked = messages.Any(m => m.Role == Role.User && HasContent(m));
        var answers = messages.Count(m => m.Role == Role.Assistant && m.Text.Length > 0);
        var failed = links.All.Count(l => l.Result is { IsError: true });
        var errors = failed + messages.Sum(m => m.Parts.Count(p => p is ErrorPart));
        var steps = links.All.Count + answers;

        var terms = new (string Name, double Value)[]
        {
            ("answered", asked && steps > 0 ? weights.Answered : 0),
            ("calls", weights.Call * Math.Min(links.All.Count - failed, weights.MaxCalls)),
            ("multi-step", links.All.Count > 0 && steps > 1 ? weights.MultiStep : 0),
            ("decisions", signals.Decisions > 0 ? weights.Decision : 0),
            ("errors", -weights.Errors * Math.Min(1, errors / (double)Math.Max(1, steps))),
            ("confidence", signals.Confidence is { } sure ? weights.Confidence * (sure - 0.5) : 0),
        };

        // Sums of weights such as 0.1 differ in their last bits with the order of adding; nobody means those.
        var score = Math.Round(terms.Sum(t => t.Value), 6);
        var reasons = terms.Where(t => t.Value != 0).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Name} {t.Value:+0.##;-0.##}"));
        var name = !asked ? "low" : score >= options.High ? "high" : score >= options.Medium ? "medium" : "low";
        return new QualityScore(name, score, [.. asked ? reasons : reasons.Prepend("nobody asked")]);
    }

    private static bool HasContent(Message message) => message.Parts.Any(p => p is not TextPart { Text.Length: 0 });
}
