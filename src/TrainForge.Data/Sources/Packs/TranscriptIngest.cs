using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.Projects;
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
    /// <param name="terms">What is known of all of them. Said of one that is there already, it is said anew.</param>
    public TranscriptReport Run(TranscriptKind kind, IReadOnlyList<string> paths, LogWeek? week, SourceTerms terms, CancellationToken cancel)
    {
        // All paths are looked at before anything is written.
        var files = paths.SelectMany(path => Find(kind, path)).Distinct(StringComparer.Ordinal).ToList();
        if (week is not null && !files.Any(file => week.Holds(Path.GetFileName(file))))
        {
            throw new TrainForgeException(Rules.WeekWithoutFiles.Here(files.Count, week.ToString()));
        }

        files.RemoveAll(file => week?.Holds(Path.GetFileName(file)) == false);
        PortablePath.RequireFits(_store.PathOf(kind.Name, new string('0', 64)), "--root");
        terms = Redacted(terms);
        var known = _store.Paths(kind.Name).Select(path => PackStore.Read(path, _problems.Add)).OfType<PackRecord>().ToList();

        // Only files that begin alike can be the same, or one the begin of the other: those take turns, shortest first.
        var alike = files.Select((file, place) => (File: file, Place: place)).GroupBy(f => Reading(f.File, () => kind.Head(f.File)), StringComparer.Ordinal).ToList();
        var taken = new Taken[files.Count];
        InParallel.ForEach(
            alike,
            group =>
            {
                var before = known.Where(k => k.Head is null || k.Head == group.Key).Select(k => (k.Bytes, k.Sha256)).ToHashSet();
                foreach (var (file, place) in group.OrderBy(f => TranscriptKind.Length(f.File)).ThenBy(f => f.Place))
                {
                    cancel.ThrowIfCancellationRequested();
                    using var original = Reading(file, () => kind.Measure(file, before));
                    taken[place] = before.Add((original.Bytes, original.Sha256))
                        ? Take(kind, original, group.Key, terms, cancel)
                        : Taken.Before(Restate(_store.PathOf(kind.Name, original.Sha256), terms));
                }
            },
            cancel);
        foreach (var file in taken)
        {
            Tell(file);
        }

        var added = taken.Count(t => t.IsAdded);
        return new TranscriptReport(files.Count, added, files.Count - added, _notes, _redactions.ByName(), _problems) { Restated = taken.Count(t => t.IsRestated) };
    }

    // What is below the root was made here: datasets, copies, logs of training. Only who names a folder of it means it.
    private List<string> Find(TranscriptKind kind, string path)
    {
        var files = kind.Find(path).Where(file => IsOurs(path) || !IsOurs(file)).ToList();
        return files.Count > 0 ? files : throw new TrainForgeException(Rules.SourceNotFound.Here(path, kind.Name));
    }

    private bool IsOurs(string path) =>
        Path.GetRelativePath(root.Folder, path) is var below && below != ".." && !below.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(below);

    private static T Reading<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainForgeException(Rules.SourceNotOpened.At(new SourcePoint(file), e.Message), e);
        }
    }

    private static bool Restate(string path, SourceTerms terms)
    {
        // A damaged one was told about when all of them were looked at.
        if (terms.IsEmpty || PackStore.Read(path, static _ => { }) is not { } record || terms.Or(record.Terms) is var stated && stated == record.Terms)
        {
            return false;
        }

        Pack.Restate(path, stated);
        return true;
    }

    private SourceTerms Redacted(SourceTerms terms) => new()
    {
        Vendor = Redacted(terms.Vendor),
        Model = Redacted(terms.Model),
        License = Redacted(terms.License),
        Consent = Redacted(terms.Consent),
    };

    private string? Redacted(string? text) => text is null ? null : redactor.Redact(text, _redactions);

    private Taken Take(TranscriptKind kind, Original original, string head, SourceTerms terms, CancellationToken cancel)
    {
        var report = new ReadReport(original.Path);
        var counts = new RedactionCounts();
        var cleaning = new LineCleaning(redactor, counts, kind.Aside);
        var folders = new WorkFolders(redactor, counts);
        var name = redactor.Redact(Path.GetFileName(original.Path), counts);
        long count = 0;
        var lines = original.Lines(report).Select(line =>
        {
            count = line.Number;
            folders.Look(line.Bytes.Span);
            return cleaning.Clean(kind.Prepared(line), report);
        });
        Pack.Write(_store.PathOf(kind.Name, original.Sha256), lines, kept =>
        {
            var span = new ImportSpan();
            foreach (var conversation in kind.Reader(dataset).Read(new Transcript(name, original.Sha256, kept), report, cancel))
            {
                span.Add(conversation);
            }

            report.Close(span.Conversations);
            var record = new PackRecord { Kind = kind.Name, Name = name, Sha256 = original.Sha256, Bytes = original.Bytes, Lines = count, Extends = original.Extends, Head = head.Length > 0 ? head : null, Terms = terms, Folders = folders.Found, Span = (span.Started, span.Ended) };
            return record.ToPage(report, counts.ByName());
        });

        return new Taken(report, counts, IsRestated: false);
    }

    private void Tell(Taken file)
    {
        if (file is not { Report: { } report, Counts: { } counts })
        {
            return;
        }

        _problems.AddRange(report.Problems);
        _redactions.Add(counts);
        foreach (var (note, number) in report.Notes)
        {
            _notes[note] = _notes.GetValueOrDefault(note) + number;
        }
    }

    /// <param name="Report">Null for one that was there already.</param>
    private sealed record Taken(ReadReport? Report, RedactionCounts? Counts, bool IsRestated)
    {
        public bool IsAdded => Report is not null;

        public static Taken Before(bool isRestated) => new(null, null, isRestated);
    }
}

/// <summary>What bringing in came to.</summary>
/// <param name="Notes">Counts by stable name, over what was added: conversations, bad-lines, unknown-records, forks, …</param>
public sealed record TranscriptReport(int Found, int Added, int AlreadyThere, IReadOnlyDictionary<string, long> Notes, IReadOnlyDictionary<string, long> Redactions, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>Of those that were there already, how many got other terms.</summary>
    public int Restated { get; init; }
}
