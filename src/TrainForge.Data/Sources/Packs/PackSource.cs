using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// Everything of one kind that was imported, each file a shard. What is wrong with single lines was told when they came in and is
/// only counted here.
/// </summary>
/// <param name="packs">Paths of packs, in ordinal order.</param>
internal sealed class PackSource(TranscriptKind kind, ITranscriptReader reader, IReadOnlyList<string> packs) : ISource
{
    public string Kind => kind.Name;

    public IReadOnlyList<IShard> Overview { get; } = [.. packs.Select(path => new PackOverview(path, PackStore.Place(kind.Name, path), reader))];

    public IReadOnlyList<IShard> Shards(IReadOnlyList<ShardResult> overview, SourceLog log, CancellationToken cancel)
    {
        var files = packs.Zip(overview, (path, result) => (Path: path, result.Import))
            .Where(p => p.Import is not null)
            .Select(p => new ImportedFile(p.Path, PackStore.Place(Kind, p.Path), p.Import!))
            .ToList();
        var continued = files.Select(p => p.Facts.Extends).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var old in files.Where(p => continued.Contains(p.Facts.Sha256)))
        {
            log.Opened(old.Place);
            log.Note("continued-imports");
        }

        files.RemoveAll(p => continued.Contains(p.Facts.Sha256));
        var joins = reader.Joins ? FileJoins.Of(files, reader) : null;
        return [.. files.Select(pack => new PackShard(pack, reader, joins))];
    }
}
