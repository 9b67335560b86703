using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// Everything of one kind that was imported, each file a shard. What is wrong with single lines was told when they came in and is
/// only counted here.
/// </summary>
/// <param name="only">Places to read, all others are passed over; null reads everything.</param>
internal sealed class PackSource(DatasetBuildOptions options, TranscriptKind kind, IReadOnlySet<string>? only = null) : ISource
{
    private readonly ITranscriptReader _reader = kind.Reader(options.Dataset);

    public string Kind => kind.Name;

    public IReadOnlyList<IShard> Shards(SourceLog log, CancellationToken cancel)
    {
        var packs = new List<ImportedFile>();
        foreach (var path in new PackStore(options.Root).Paths(Kind).Where(path => only?.Contains(PackStore.Place(Kind, path)) != false))
        {
            cancel.ThrowIfCancellationRequested();
            if (PackStore.Read(path, problem => log.Tell([problem])) is { } record)
            {
                packs.Add(new ImportedFile(path, PackStore.Place(Kind, path), record.Name, record.Sha256, record.Extends));
            }
            else
            {
                log.Note("bad-packs");
            }
        }

        var continued = packs.Select(p => p.Extends).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var old in packs.Where(p => continued.Contains(p.Sha256)))
        {
            log.Opened(old.Place);
            log.Note("continued-imports");
        }

        packs.RemoveAll(p => continued.Contains(p.Sha256));
        var joins = _reader.Joins ? FileJoins.Of(packs, _reader, cancel) : null;
        return [.. packs.Select(pack => new PackShard(pack, _reader, joins))];
    }
}

/// <summary>A pack, and what its record says that matters to others.</summary>
/// <param name="Name">Of the original, without its folder.</param>
internal sealed record ImportedFile(string Path, string Place, string Name, string Sha256, string? Extends);
