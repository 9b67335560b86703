using TrainForge.Conversations;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// Which conversations go on in which files. Found from when each began and ended, so that no more than one file's conversations
/// are in memory at once.
/// </summary>
internal sealed class FileJoins
{
    private readonly HashSet<(string Pack, string Id)> _continuations = [];
    private readonly Dictionary<(string Pack, string Id), List<(ImportedFile Pack, string Id)>> _chains = [];

    public static FileJoins Of(IReadOnlyList<ImportedFile> packs, ITranscriptReader reader, CancellationToken cancel)
    {
        var spans = new List<(ImportedFile Pack, ConversationSpan Span)>();
        foreach (var pack in packs)
        {
            spans.AddRange(Spans(pack, reader, cancel).Select(span => (pack, span)));
        }

        var joins = new FileJoins();
        (ImportedFile Pack, string Id) head = default;
        ConversationSpan? last = null;
        foreach (var (pack, next) in spans.OrderBy(s => s.Span.Started ?? DateTimeOffset.MinValue).ThenBy(s => s.Span.Id, StringComparer.Ordinal).ThenBy(s => s.Pack.Sha256, StringComparer.Ordinal))
        {
            if (last is not null && reader.Continues(last, next))
            {
                joins.Add(head, (pack, next.Id));
            }
            else
            {
                head = (pack, next.Id);
            }

            last = next;
        }

        return joins;
    }

    public bool IsContinuation(ImportedFile pack, string id) => _continuations.Contains((pack.Sha256, id));

    /// <summary>The conversation with everything that it goes on to.</summary>
    public Trajectory Complete(ImportedFile pack, Trajectory conversation, ITranscriptReader reader, CancellationToken cancel)
    {
        foreach (var (other, id) in _chains.GetValueOrDefault((pack.Sha256, conversation.Id)) ?? [])
        {
            var next = PackShard.Conversations(other, reader, new ReadReport(other.Path), cancel).First(c => c.Id == id);
            conversation = conversation with { Messages = [.. conversation.Messages, .. next.Messages], Ended = next.Ended };
        }

        return conversation;
    }

    /// <summary>What of other files decides what is made of this one, for telling whether it must be made anew.</summary>
    public IEnumerable<string> About(ImportedFile pack) =>
        _continuations.Where(c => c.Pack == pack.Sha256).Select(c => $"not {c.Id}")
            .Concat(_chains.Where(c => c.Key.Pack == pack.Sha256).Select(c => $"{c.Key.Id} then {string.Join(' ', c.Value.Select(n => $"{n.Pack.Sha256}/{n.Id}"))}"))
            .Order(StringComparer.Ordinal);

    // A damaged pack is told about when its own turn comes; here it joins nothing.
    private static List<ConversationSpan> Spans(ImportedFile pack, ITranscriptReader reader, CancellationToken cancel)
    {
        try
        {
            return [.. PackShard.Conversations(pack, reader, new ReadReport(pack.Path), cancel).Select(ConversationSpan.Of)];
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return [];
        }
    }

    private void Add((ImportedFile Pack, string Id) head, (ImportedFile Pack, string Id) next)
    {
        _continuations.Add((next.Pack.Sha256, next.Id));
        var key = (head.Pack.Sha256, head.Id);
        if (!_chains.TryGetValue(key, out var chain))
        {
            _chains[key] = chain = [];
        }

        chain.Add(next);
    }
}
