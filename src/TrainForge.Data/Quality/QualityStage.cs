using System.Security.Cryptography;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Options;

namespace TrainForge.Data.Quality;

/// <summary>
/// Leaves out conversations that are not worth training on, and takes from the others the turns that are not: they stay as
/// context, so that what followed them keeps its reason. A passed test vouches for the whole, never for each turn.
/// </summary>
internal sealed class QualityStage(QualityOptions options) : ICandidateStage
{
    public const string StageName = "quality";

    private readonly CallChecks _calls = new(options, new SchemaTable());

    public string Name => StageName;

    public string Fingerprint { get; } = "1:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(OptionJson.Write(options))));

    public Judgement Judge(Candidate candidate)
    {
        var notes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var trajectory = options.StripInjected ? Prompts.Strip(candidate.Trajectory, Note) : candidate.Trajectory;
        var links = ToolLinks.Of(trajectory.Messages);
        var score = QualityScore.Of(trajectory, links, candidate.Signals, options);
        Note("class-" + score.Class);

        var changed = candidate with { Trajectory = Marked(trajectory, links, Note) };
        var reason = Prompts.Fault(trajectory, options) ?? (options.TrainOn.Contains(score.Class) ? null : score.Class + "-quality");
        return (reason is null ? Judgement.Keep(changed) : Judgement.Reject(changed, reason)) with { Notes = notes };

        void Note(string name) => notes[name] = notes.GetValueOrDefault(name) + 1;
    }

    private Trajectory Marked(Trajectory trajectory, ToolLinks links, Action<string> note)
    {
        var reasons = new Dictionary<int, string>();
        foreach (var (link, reason) in _calls.Of(trajectory, links, note))
        {
            reasons.TryAdd(link.CallMessage, reason);
        }

        var messages = trajectory.Messages.ToArray();
        var (prompt, isNotified, hasCalled) = (int.MaxValue, false, false);
        for (var i = 0; i < messages.Length; i++)
        {
            var message = messages[i];
            if (message.Role == Role.User)
            {
                (prompt, isNotified, hasCalled) = (message.Parts.All(p => p is TextPart) ? message.Text.Length : int.MaxValue, Prompts.IsNotification(message), false);
            }

            if (message.Role == Role.Assistant)
            {
                var reason = reasons.GetValueOrDefault(i)
                    ?? (isNotified && options.TaskNotifications ? "task-notification" : null)
                    ?? (!hasCalled && prompt < options.FabricationPromptCharacters && message.Text.Length > options.FabricationReplyCharacters ? "fabrication" : null);
                hasCalled |= message.ToolCalls.Any();
                messages[i] = Marked(message, reason, note);
            }
        }

        // What a recorder cut off the model had seen whole: everything behind it answers something that is not there.
        foreach (var link in links.All)
        {
            if (link.Call.Arguments is { } arguments && arguments.Text.Contains("_truncated_from", StringComparison.Ordinal) && ArgumentText.IsCutByRecorder(arguments.ToElement()))
            {
                messages[link.CallMessage] = Cut(messages[link.CallMessage], "tool_arguments", arguments.Text.Length);
            }

            if (link.Result is { } result && JsonText.TryParse(result.Text.Contains("_truncated_from", StringComparison.Ordinal) ? result.Text : null) is { } text && ArgumentText.IsCutByRecorder(text.ToElement()))
            {
                messages[link.ResultMessage] = Cut(messages[link.ResultMessage], "tool_result", text.Text.Length);
            }
        }

        return trajectory with { Messages = messages };
    }

    private static Message Marked(Message message, string? reason, Action<string> note)
    {
        if (reason is null || message.Provenance is not { Generated: true })
        {
            return message;
        }

        note("turn-" + reason);
        return message with { Provenance = message.Provenance with { Generated = false } };
    }

    private static Message Cut(Message message, string what, long bytes) =>
        message.IsTruncated ? message : message with { Truncations = [new Truncation(what, bytes, bytes)] };
}
