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

    public static FileJoins Of(IReadOnlyList<ImportedFile> packs, ITranscriptReader reader)
    {
        var spans = packs.SelectMany(pack => pack.Facts.Spans, (pack, span) => (Pack: pack, Span: span));
        var joins = new FileJoins();
        (ImportedFile Pack, string Id) head = default;
        ConversationSpan? last = null;
        foreach (var (pack, next) in spans.OrderBy(s => s.Span.Started ?? DateTimeOffset.MinValue).ThenBy(s => s.Span.Id, StringComparer.Ordinal).ThenBy(s => s.Pack.Facts.Sha256, StringComparer.Ordinal))
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

    public bool IsContinuation(ImportedFile pack, string id) => _continuations.Contains((pack.Facts.Sha256, id));

    /// <summary>The conversation with everything that it goes on to.</summary>
    public Trajectory Complete(ImportedFile pack, Trajectory conversation, ITranscriptReader reader, CancellationToken cancel)
    {
        foreach (var (other, id) in _chains.GetValueOrDefault((pack.Facts.Sha256, conversation.Id)) ?? [])
        {
            var next = PackShard.Conversations(other, reader, new ReadReport(other.Path), cancel).First(c => c.Id == id);
            conversation = conversation with { Messages = [.. conversation.Messages, .. next.Messages], Ended = next.Ended };
        }

        return conversation;
    }

    /// <summary>What of other files decides what is made of this one, for telling whether it must be made anew.</summary>
    public string About(ImportedFile pack) => string.Join(
        '\n',
        _continuations.Where(c => c.Pack == pack.Facts.Sha256).Select(c => $"not {c.Id}")
            .Concat(_chains.Where(c => c.Key.Pack == pack.Facts.Sha256).Select(c => $"{c.Key.Id} then {string.Join(' ', c.Value.Select(n => $"{n.Pack.Facts.Sha256}/{n.Id}"))}"))
            .Order(StringComparer.Ordinal));

    private void Add((ImportedFile Pack, string Id) head, (ImportedFile Pack, string Id) next)
    {
        _continuations.Add((next.Pack.Facts.Sha256, next.Id));
        var key = (head.Pack.Facts.Sha256, head.Id);
        if (!_chains.TryGetValue(key, out var chain))
        {
            _chains[key] = chain = [];
        }

        chain.Add(next);
    }
}
