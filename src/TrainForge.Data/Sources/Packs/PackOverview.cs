using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Sources.Packs;

/// <summary>Looks at what a pack says of itself, and at when its conversations were where one may go on in another file.</summary>
internal sealed class PackOverview(string path, string place, ITranscriptReader reader) : IShard
{
    // No place of a shard has it: '?' is in no name of ours.
    public string Place => place + "?";

    public IReadOnlyList<string> Files { get; } = [path];

    public bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel)
    {
        if (PackStore.Read(path, problem => result.Log.Tell([problem])) is not { } record)
        {
            result.Log.Note("bad-packs");
            return true;
        }

        var facts = new ImportFacts(record.Name, record.Sha256, record.Extends) { Terms = record.Terms, Folders = record.Folders };
        result.Import = reader.Joins ? facts with { Spans = Spans(new ImportedFile(path, place, facts), cancel) } : facts;
        return true;
    }

    // A damaged pack is told about when its own turn comes; here it joins nothing.
    private IReadOnlyList<ConversationSpan> Spans(ImportedFile pack, CancellationToken cancel)
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
}
