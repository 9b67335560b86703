using TrainForge.Data.Sources.SessionLogs;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// Brings files of one kind in below this root: each a redacted pack, whole or not at all, and each once however often it is
/// brought in. Originals are opened for reading only, and nothing they name is opened.
/// </summary>
public sealed class TranscriptIngest(TrainForgeRoot root, Redactor redactor, DatasetOptions dataset)
{
    private readonly PackStore _store = new(root);
    private readonly RedactionCounts _redactions = new();
    private readonly List<Diagnostic> _problems = [];
    private readonly SortedDictionary<string, long> _notes = new(StringComparer.Ordinal);

    /// <param name="week">Of files named after a day, only those of this week; null takes all.</param>
    public TranscriptReport Run(TranscriptKind kind, IReadOnlyList<string> paths, LogWeek? week, CancellationToken cancel)
    {
        // All paths are looked at before anything is written.
        var files = paths.SelectMany(path => Find(kind, path)).Distinct(StringComparer.Ordinal).ToList();
        if (week is not null && !files.Any(file => week.Holds(Path.GetFileName(file))))
        {
            throw new TrainForgeException(Rules.WeekWithoutFiles.Here(files.Count, week.ToString()));
        }

        files.RemoveAll(file => week?.Holds(Path.GetFileName(file)) == false);
        PortablePath.RequireFits(_store.PathOf(kind.Name, new string('0', 64)), "--root");
        var known = _store.Paths(kind.Name).Select(path => PackStore.Read(path, _problems.Add)).OfType<PackRecord>().Select(r => (r.Bytes, r.Sha256)).ToHashSet();
        var added = 0;
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            var original = Measure(file, known);
            if (!known.Add((original.Bytes, original.Sha256)))
            {
                continue;
            }

            Take(kind, original, cancel);
            added++;
        }

        return new TranscriptReport(files.Count, added, files.Count - added, _notes, _redactions.ByName(), _problems);
    }

    private static IReadOnlyList<string> Find(TranscriptKind kind, string path) =>
        kind.Find(path) is { Count: > 0 } files ? files : throw new TrainForgeException(Rules.SourceNotFound.Here(path, kind.Name));

    private static Original Measure(string file, IEnumerable<(long Bytes, string Sha256)> known)
    {
        try
        {
            return Original.Measure(file, known);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainForgeException(Rules.SourceNotOpened.At(new SourcePoint(file), e.Message), e);
        }
    }

    private void Take(TranscriptKind kind, Original original, CancellationToken cancel)
    {
        var report = new ReadReport(original.Path);
        var counts = new RedactionCounts();
        var cleaning = new LineCleaning(redactor, counts);
        var name = redactor.Redact(Path.GetFileName(original.Path), counts);
        long count = 0;
        var lines = original.Lines(report).Select(line =>
        {
            count = line.Number;
            return cleaning.Clean(line, report);
        });
        Pack.Write(_store.PathOf(kind.Name, original.Sha256), lines, kept =>
        {
            report.Close(kind.Reader(dataset).Read(new Transcript(name, original.Sha256, kept), report, cancel).Count());
            var record = new PackRecord { Kind = kind.Name, Name = name, Sha256 = original.Sha256, Bytes = original.Bytes, Lines = count, Extends = original.Extends };
            return record.ToPage(report, counts.ByName());
        });

        _problems.AddRange(report.Problems);
        _redactions.Add(counts);
        foreach (var (note, number) in report.Notes)
        {
            _notes[note] = _notes.GetValueOrDefault(note) + number;
        }
    }
}

/// <summary>What bringing in came to.</summary>
/// <param name="Notes">Counts by stable name, over what was added: conversations, bad-lines, unknown-records, forks, …</param>
public sealed record TranscriptReport(int Found, int Added, int AlreadyThere, IReadOnlyDictionary<string, long> Notes, IReadOnlyDictionary<string, long> Redactions, IReadOnlyList<Diagnostic> Problems);
