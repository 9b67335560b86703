using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.ClaudeCode;

/// <summary>
/// Transcripts of Claude Code: one JSONL file per session, a tree of records. Each end of the tree is a conversation; the work
/// of sub-agents and what followed a compaction are conversations of their own, all in the group of the session.
/// </summary>
internal sealed class ClaudeCodeReader : ITranscriptReader
{
    private const string Kind = "claude-code";

    /// <summary>What the program keeps of a tool's result to draw it, nearly half of a transcript. The model never saw it.</summary>
    public static readonly ReadOnlyMemory<byte> ForDisplay = "toolUseResult"u8.ToArray();

    /// <summary>Prompts alone, results that were too long for the transcript and records of workflows lie beside transcripts. Those of sub-agents are some.</summary>
    public static bool IsTranscript(string path) =>
        System.IO.Path.GetFileName(path) != "history.jsonl" && !path.Replace('\\', '/').Split('/').SkipLast(1).Any(folder => folder is "tool-results" or "workflows");

    public IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel)
    {
        var records = new ClaudeRecords(report);
        transcript.ForEach(report, records.Take, cancel);
        var leaves = new ClaudeTree(records, report).Leaves();

        // Forks share their begin. A file of nothing but forks would otherwise come to the square of its length.
        var budget = (records.Turns.Count * 8L) + 10_000;
        var told = new HashSet<ClaudeTurn>();
        var conversations = new List<Trajectory>();
        foreach (var leaf in leaves)
        {
            cancel.ThrowIfCancellationRequested();
            var path = Path(leaf, told, ref budget, out var isCut);
            conversations.Add(Conversation(path, told, isCut, transcript, report));
            told.UnionWith(path);
        }

        return conversations;
    }

    private static List<ClaudeTurn> Path(ClaudeTurn leaf, HashSet<ClaudeTurn> told, ref long budget, out bool isCut)
    {
        var path = new List<ClaudeTurn>();
        isCut = false;
        for (var turn = leaf; turn is not null; turn = turn.Parent)
        {
            if (budget <= 0 && told.Contains(turn))
            {
                isCut = true;
                break;
            }

            budget--;
            path.Add(turn);
        }

        path.Reverse();
        return path;
    }

    private static Trajectory Conversation(List<ClaudeTurn> path, HashSet<ClaudeTurn> told, bool isCut, Transcript transcript, ReadReport report)
    {
        var messages = path.SelectMany(turn => Messages(turn, !told.Contains(turn), transcript)).ToList();
        var links = ToolLinks.Of(messages);
        report.Note("results-without-call", links.Orphans.Count);
        report.Note("calls-without-result", links.All.Count(l => l.Result is null && l.CallMessage < messages.Count - 1));
        report.Note("sidechains", path[0].Sidechain ? 1 : 0);
        report.Note("forks", told.Contains(path[0]) ? 1 : 0);

        var session = path[0].Session ?? transcript.Name;
        var model = path.LastOrDefault(t => t.Model is not null)?.Model;
        return new Trajectory
        {
            Id = $"{Kind}:{session}#{path[^1].Line}",
            Source = Kind,
            SessionId = session,
            Group = $"{Kind}:{session}",
            Messages = messages,
            Terms = new SourceTerms { Vendor = "anthropic", Model = model },
            Started = path.Select(t => t.Time).FirstOrDefault(t => t is not null),
            Ended = path.Select(t => t.Time).LastOrDefault(t => t is not null),
            Folder = path.Select(t => t.Folder).FirstOrDefault(f => f is not null),
            Git = path[^1].Branch is { Length: > 0 } branch ? new GitContext { Branch = branch } : null,
            Truncations = isCut || path[0].MissesParent ? [new Truncation(isCut ? "shared-begin" : "missing-parent", 0, 0)] : [],
        };
    }

    /// <param name="isNew">A turn that several forks share is trained on in the first of them only.</param>
    private static IEnumerable<Message> Messages(ClaudeTurn turn, bool isNew, Transcript transcript)
    {
        var role = turn.Speaker switch
        {
            ClaudeSpeaker.Assistant => Role.Assistant,
            ClaudeSpeaker.Tool => Role.Tool,
            ClaudeSpeaker.Summary => Role.System,
            _ => Role.User,
        };
        var from = transcript.At(turn.Line, turn.Time, turn.Model, generated: role == Role.Assistant && isNew);
        if (turn.Parts.Count > 0 || role == Role.Assistant)
        {
            yield return new Message(role, [.. turn.Parts])
            {
                Id = turn.MessageId,
                Name = turn.Speaker == ClaudeSpeaker.Summary ? "compaction-summary" : turn.Name,
                Provenance = from,
                Truncations = [.. turn.Truncations],
            };
        }

        if (turn.Aside.Count > 0)
        {
            yield return new Message(Role.User, [.. turn.Aside]) { Provenance = from };
        }
    }
}
