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

    public MessageProvenance At(long line, DateTimeOffset? time, string? model = null, bool generated = false) =>
        new() { File = Name, Sha256 = Sha256, Line = line, Time = time, Model = model, Generated = generated };
}

/// <summary>Reads one kind of transcript. Nothing the transcript names is ever opened.</summary>
internal interface ITranscriptReader
{
    IReadOnlyList<Trajectory> Read(Transcript transcript, ReadReport report, CancellationToken cancel);

    /// <summary>What was read from all files together, where a conversation may go on in another file.</summary>
    IReadOnlyList<Trajectory> Join(IReadOnlyList<Trajectory> conversations) => conversations;
}
