using System.Runtime.CompilerServices;
using TrainForge.Data.Pipeline;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// Everything of one kind that was imported. What is wrong with single lines was told when they came in and is only counted here.
/// </summary>
/// <param name="only">Places to read, all others are passed over; null reads everything.</param>
internal sealed class PackSource(TrainForgeRoot root, TranscriptKind kind, IReadOnlySet<string>? only = null) : ISource
{
    public string Kind => kind.Name;

    public async IAsyncEnumerable<Sighting> ReadAsync(SourceLog log, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        var packs = new PackStore(root).Paths(Kind)
            .Where(path => only?.Contains(PackStore.Place(Kind, path)) != false)
            .Select(path => (Path: path, Record: PackStore.Read(path, problem => log.Tell([problem]))))
            .ToList();
        var continued = packs.Select(p => p.Record?.Extends).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (path, record) in packs)
        {
            cancel.ThrowIfCancellationRequested();
            if (record is null)
            {
                log.Note("bad-packs");
                continue;
            }

            log.Opened(PackStore.Place(Kind, path));
            if (continued.Contains(record.Sha256))
            {
                log.Note("continued-imports");
                continue;
            }

            foreach (var sighting in Read(path, record, log, cancel))
            {
                yield return sighting;
            }
        }
    }

    private List<Sighting> Read(string path, PackRecord record, SourceLog log, CancellationToken cancel)
    {
        var report = new ReadReport(path);
        var sightings = new List<Sighting>();
        try
        {
            foreach (var trajectory in kind.Reader().Read(new Transcript(record.Name, record.Sha256, Pack.ReadLines(path, report)), report, cancel))
            {
                sightings.Add(new Sighting(trajectory, new Occurrence(PackStore.Place(Kind, path), Label: null, trajectory.Started)));
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            log.Note("bad-packs");
            log.Tell([Rules.PackUnreadable.At(new SourcePoint(path), e.Message)]);
            return [];
        }

        report.Note("imports");
        report.Note("conversations", sightings.Count);
        foreach (var note in report.Notes)
        {
            log.Note(note.Key, note.Value);
        }

        return sightings;
    }
}
