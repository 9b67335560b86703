using TrainForge.Capture.Chat;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>
/// When each piece of a streamed answer came, of which kind it was and how much text it brought: the same that a chat client's updates
/// leave, see <see cref="StreamPiece"/>. Events say it while they are folded.
/// </summary>
/// <param name="elapsedMs">From the request until now.</param>
internal sealed class PieceNotes(Func<double> elapsedMs)
{
    private readonly List<StreamPiece> _pieces = [];
    private readonly List<StreamPiece> _event = [];
    private bool _isFull;
    private bool _isMixed;

    /// <summary>For events that were read when all was over: nobody knows when they came.</summary>
    public static PieceNotes None => new(static () => 0);

    public void Text(string? text) => AddText(StreamPiece.Text, text);

    public void Reasoning(string? text) => AddText(StreamPiece.Reasoning, text);

    public void Add(string kind) => _event.Add(new StreamPiece(0, kind));

    /// <summary>Several texts of one kind grow side by side: in the answer they follow each other, and lengths would cut it at the wrong places.</summary>
    public void Mix() => _isMixed = true;

    /// <summary>What was added since belongs to one event, which may have brought nothing.</summary>
    public void EndEvent()
    {
        if (_event.Count == 0)
        {
            Add(StreamPiece.Empty);
        }

        _isFull |= _pieces.Count + _event.Count > ResponseFold.MaxPieces;
        if (!_isFull)
        {
            var at = elapsedMs();
            _pieces.AddRange(_event.Select(piece => piece with { AtMs = at }));
        }

        _event.Clear();
    }

    /// <summary>With lengths only where these, laid one behind the other, are the texts of the answer.</summary>
    public IReadOnlyList<StreamPiece> For(IReadOnlyList<Message> answer) =>
        !_isMixed && !answer.Any(m => m.IsTruncated)
        && Fits(StreamPiece.Text, answer.SelectMany(m => m.Parts).OfType<TextPart>().Sum(p => p.Text.Length))
        && Fits(StreamPiece.Reasoning, answer.SelectMany(m => m.Parts).OfType<ReasoningPart>().Sum(p => p.Text.Length))
            ? [.. _pieces]
            : ChatAnswer.WithoutLengths(_pieces);

    private void AddText(string kind, string? text)
    {
        if (text is { Length: > 0 })
        {
            _event.Add(new StreamPiece(0, kind, text.Length));
        }
    }

    private bool Fits(string kind, int chars)
    {
        var sum = _pieces.Where(p => p.Kind == kind).Sum(p => p.Chars ?? 0);
        return _isFull ? sum <= chars : sum == chars;
    }
}
