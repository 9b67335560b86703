using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Data.Sources.Packs;

/// <summary>One imported file, line by line. The lines may be read once only.</summary>
/// <param name="Name">Without a folder.</param>
/// <param name="Sha256">Of the original.</param>
internal sealed record Transcript(string Name, string Sha256, IEnumerable<SourceLine> Lines)
{
    /// <summary>Hands out every line that is one JSON object; the value lives only as long as the call.</summary>
    public void ForEach(ReadReport report, Action<long, JsonElement> take, CancellationToken cancel)
    {
        foreach (var line in Lines)
        {
            cancel.ThrowIfCancellationRequested();
            if (line.Bytes.IsEmpty)
            {
                continue;
            }

            try
            {
                JsonFields.Parse(line.Bytes, value =>
                {
                    take(line.Number, value);
                    return true;
                });
            }
            catch (JsonException e)
            {
                report.Bad(line.Number, JsonFields.Sentence(e));
            }
        }
    }

    /// <summary>As <see cref="ForEach"/>, for readers whose every line stands alone: what comes of one is handed on before the next is read.</summary>
    public IEnumerable<T> SelectMany<T>(ReadReport report, Func<long, JsonElement, IReadOnlyList<T>> take, CancellationToken cancel)
    {
        foreach (var line in Lines)
        {
            IReadOnlyList<T> found = [];
            (this with { Lines = [line] }).ForEach(report, (number, value) => found = take(number, value), cancel);
            foreach (var item in found)
            {
                yield return item;
            }
        }
    }

    public MessageProvenance At(long line, DateTimeOffset? time, string? model = null, bool generated = false) =>
        new() { File = Name, Sha256 = Sha256, Line = line, Time = time, Model = model, Generated = generated };
}

/// <summary>Reads one kind of transcript. Nothing the transcript names is ever opened.</summary>
internal interface ITranscriptReader
{
    /// <summary>Conversations as they are found, or all at the end: a file may be larger than memory, and only the reader knows how much of it belongs together.</summary>
    IEnumerable<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel);

    /// <summary>Whether a conversation may go on in another file.</summary>
    bool Joins => false;

    /// <summary>Whether the one goes on in the other. Asked of neighbours in time.</summary>
    bool Continues(ConversationSpan last, ConversationSpan next) => false;
}

/// <summary>When a conversation was, and which file its last message is from.</summary>
internal sealed record ConversationSpan(string Id, string? File, DateTimeOffset? Started, DateTimeOffset? Ended)
{
    public static ConversationSpan Of(Trajectory conversation) =>
        new(conversation.Id, conversation.Messages.Count == 0 ? null : conversation.Messages[^1].Provenance?.File, conversation.Started, conversation.Ended);
}
