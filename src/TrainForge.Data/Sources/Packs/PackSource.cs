using System.Runtime.CompilerServices;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// Everything of one kind that was imported. What is wrong with single lines was told when they came in and is only counted here.
/// </summary>
/// <param name="only">Places to read, all others are passed over; null reads everything.</param>
internal sealed class PackSource(DatasetBuildOptions options, TranscriptKind kind, IReadOnlySet<string>? only = null) : ISource
{
    private readonly ITranscriptReader _reader = kind.Reader(options.Dataset);

    public string Kind => kind.Name;

    public async IAsyncEnumerable<Sighting> ReadAsync(SourceLog log, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        var packs = new PackStore(options.Root).Paths(Kind)
            .Where(path => only?.Contains(PackStore.Place(Kind, path)) != false)
            .Select(path => (Path: path, Record: PackStore.Read(path, problem => log.Tell([problem]))))
            .ToList();
        var continued = packs.Select(p => p.Record?.Extends).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var found = new List<Trajectory>();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
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

            foreach (var trajectory in Read(path, record, log, cancel))
            {
                places[trajectory.Id] = PackStore.Place(Kind, path);
                found.Add(trajectory);
            }
        }

        foreach (var trajectory in _reader.Join(found))
        {
            log.Note("conversations");
            yield return new Sighting(trajectory, new Occurrence(places[trajectory.Id], Label: null, trajectory.Started) { Preference = trajectory.Preference });
        }
    }

    private IReadOnlyList<Trajectory> Read(string path, PackRecord record, SourceLog log, CancellationToken cancel)
    {
        var report = new ReadReport(path);
        IReadOnlyList<Trajectory> found;
        try
        {
            found = _reader.Read(new Transcript(record.Name, record.Sha256, Pack.ReadLines(path, report)), report, cancel);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            log.Note("bad-packs");
            log.Tell([Rules.PackUnreadable.At(new SourcePoint(path), e.Message)]);
            return [];
        }

        report.Note("imports");
        foreach (var note in report.Notes)
        {
            log.Note(note.Key, note.Value);
        }

        return found;
    }
}
