using System.Security.Cryptography;
using TrainForge.Datasets;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline.Shards;

/// <summary>
/// Everything that can be done with a conversation by itself: redaction, normal form, identity, the stages that judge it, its
/// examples and what is sketched of them. Serves many threads.
/// </summary>
internal sealed class ShardReader(StagePlan plan, TrajectoryRedaction redaction, ExampleStore store)
{
    public ShardResult Read(IShard shard, CancellationToken cancel)
    {
        var result = new ShardResult();
        var batch = store.Begin();
        var isWhole = shard.Read(
            result,
            sighting =>
            {
                cancel.ThrowIfCancellationRequested();
                result.Conversations.Add(See(sighting, batch));
            },
            cancel);
        batch.Close();
        result.Metadata = result.Metadata is { } metadata ? redaction.Redact(metadata) : null;
        if (!isWhole)
        {
            result.Conversations.Clear();
        }

        result.Log.Note("conversations", result.Conversations.Count);
        return result;
    }

    private SeenConversation See(Sighting sighting, ExampleStore.Batch batch)
    {
        var counts = new RedactionCounts();
        var normal = NormalForm.Of(redaction.Redact(sighting.Trajectory, counts)) with { Label = null, Preference = null };
        var signals = Signals.Of(sighting.Trajectory);
        var candidate = new Candidate(ContentId.Of(normal, signals), normal, [], counts) { Signals = signals };
        var seen = new SeenConversation(candidate.Id, normal.Source, candidate.Group, normal.TestId, normal.Terms, sighting.Occurrence with { Project = normal.Project, Tags = normal.Tags })
        {
            Redactions = [.. RedactionClasses.All.Where(c => counts[c] > 0).Select(c => (c, counts[c]))],
        };

        foreach (var stage in plan.Conversations.Select(s => s.Candidate).OfType<ICandidateStage>())
        {
            // What is left out may still be the worse side of a comparison, and that reaches a file too: the stages behind the one that
            // left it out are asked as well, and may forbid even that. They count it no more.
            var judgement = stage.Judge(candidate);
            if (seen.Dropped is null)
            {
                seen = seen with
                {
                    Notes = [.. seen.Notes, .. judgement.Notes.Select(n => (stage.Name, n.Key, n.Value)).OrderBy(n => n.Key, StringComparer.Ordinal)],
                    Dropped = judgement.Reason is { } reason ? (stage.Name, reason, judgement.Found) : null,
                };
            }

            if (judgement.Kept is null)
            {
                return seen;
            }

            candidate = judgement.Kept;
        }

        var made = plan.Maker.Make(candidate);
        return seen with
        {
            Group = candidate.Group,
            Test = candidate.Trajectory.TestId,
            Terms = candidate.Trajectory.Terms,
            MakerReason = made.Reason,
            CutFrom = made.CutFrom,
            Examples = [.. made.Examples.Select(e => Store(e, isRejected: false, batch)), .. made.Rejected.Select(e => Store(e, isRejected: true, batch))],
        };
    }

    private StoredExample Store(Example example, bool isRejected, ExampleStore.Batch batch)
    {
        // They write lines of their own: before this one is begun.
        IReadOnlyList<byte[]> sketches = [.. plan.Sketches.Select(s => s.Of(example))];
        var tail = SketchTail.Of(plan.LargeSketches, example);
        return ExampleJson.WithContent(example, (content, messagesEnd) => Store(new StoredExample
        {
            Id = example.Id,
            Group = example.Group,
            IsRejected = isRejected,
            Content = SHA256.HashData(content.Span),
            Tools = messagesEnd == content.Length - 1 ? null : Convert.ToHexString(SHA256.HashData(content.Span[messagesEnd..^1])),
            MessagesEnd = messagesEnd,
            Length = content.Length,
            Calls = [.. example.Messages.SelectMany(m => m.ToolCalls).CountBy(c => c.Name, StringComparer.Ordinal).Select(c => (c.Key, c.Value))],
            Sketches = sketches,
            TailLength = tail.Length,
        }, content, tail, batch));
    }

    private static StoredExample Store(StoredExample stored, ReadOnlyMemory<byte> content, byte[] tail, ExampleStore.Batch batch)
    {
        batch.Add(stored, content.Span, tail);
        return stored;
    }
}
