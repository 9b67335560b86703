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
    public const string LockFile = "ingest.lock";

    // Gigabytes take minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly PackStore _store = new(root);
    private readonly RedactionCounts _redactions = new();
    private readonly List<Diagnostic> _problems = [];
    private readonly SortedDictionary<string, long> _notes = new(StringComparer.Ordinal);

    /// <param name="week">Of files named after a day, only those of this week; null takes all.</param>
    /// <param name="terms">What is known of all of them. Said of one that is there already, it is said anew.</param>
    public TranscriptReport Run(TranscriptKind kind, IReadOnlyList<string> paths, LogWeek? week, SourceTerms terms, CancellationToken cancel)
    {
        // All paths are looked at before anything is written.
        var named = paths.ToHashSet(StringComparer.Ordinal);
        var files = paths.SelectMany(path => Find(kind, path)).Distinct(StringComparer.Ordinal).ToList();
        if (week is not null && !files.Any(file => week.Holds(Path.GetFileName(file))))
        {
            throw new TrainForgeException(Rules.WeekWithoutFiles.Here(files.Count, week.ToString()));
        }

        files.RemoveAll(file => week?.Holds(Path.GetFileName(file)) == false);
        PortablePath.RequireFits(_store.PathOf(kind.Name, new string('0', 64)), "--root");
        terms = Redacted(terms);

        // Of a session that goes on, the one who comes second must see what the first one kept of it.
        using var alone = FileLock.Acquire(Path.Combine(root.Cache, LockFile), Patience, cancel);

        // One without a conversation was kept by older versions; this one may find some in it.
        var known = _store.Paths(kind.Name).Select(path => PackStore.Read(path, _problems.Add)).OfType<PackRecord>().Where(k => k.Conversations > 0).ToList();

        // Only files that begin alike can be the same, or one the begin of the other: those take turns, shortest first.
        var taken = new Taken[files.Count];
        var alike = files.Select((file, place) => (File: file, Place: place)).GroupBy(f => Head(kind, f.File, ref taken[f.Place]), StringComparer.Ordinal).ToList();
        InParallel.ForEach(
            alike,
            group =>
            {
                var before = known.Where(k => k.Head is null || k.Head == group.Key).Select(k => (k.Bytes, k.Sha256)).ToHashSet();
                foreach (var (file, place) in group.Where(f => taken[f.Place] is null).OrderBy(f => TranscriptKind.Length(f.File)).ThenBy(f => f.Place))
                {
                    cancel.ThrowIfCancellationRequested();
                    taken[place] = Tried(file, () => Take(kind, file, group.Key, before, terms, cancel));
                }
            },
            cancel);
        foreach (var file in taken)
        {
            Tell(file);
        }

        _problems.AddRange(new EmptyImports(kind, files.Count, [.. files.Zip(taken).Where(f => f.Second.IsEmpty).Select(f => new EmptyImport(f.First, named.Contains(f.First), f.Second.LooksLike))]).Problems());
        return new TranscriptReport(files.Count, taken.Count(t => t.IsAdded), taken.Count(t => t.WasThere), _notes, _redactions.ByName(), _problems)
        {
            Restated = taken.Count(t => t.IsRestated),
            Empty = taken.Count(t => t.IsEmpty),
            Failed = taken.Count(t => t.Failure is not null),
        };
    }

    // One that cannot be opened, or went away, takes no other one with it.
    private static Taken Tried(string file, Func<Taken> take)
    {
        try
        {
            return take();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Taken { Failure = Rules.SourceNotOpened.At(new SourcePoint(file), e.Message) };
        }
        catch (TrainForgeException e) when (e.Diagnostic.Rule == Rules.SourceChanged || e.Diagnostic.Rule == Rules.LogTooLong || e.Diagnostic.Rule == Rules.RedactionFailed)
        {
            return new Taken { Failure = e.Diagnostic with { Where = new SourcePoint(file) } };
        }
    }

    private static string Head(TranscriptKind kind, string file, ref Taken taken)
    {
        var head = "";
        var tried = Tried(file, () =>
        {
            head = kind.Head(file);
            return null!;
        });
        taken = tried ?? taken;
        return head;
    }

    private Taken Take(TranscriptKind kind, string file, string head, HashSet<(long Bytes, string Sha256)> before, SourceTerms terms, CancellationToken cancel)
    {
        using var original = kind.Measure(file, before);
        var path = _store.PathOf(kind.Name, original.Sha256);
        if (before.Contains((original.Bytes, original.Sha256)))
        {
            return new Taken { WasThere = true, IsRestated = Restate(path, terms) };
        }

        var taken = Take(kind, original, head, terms, cancel);
        if (taken.IsEmpty)
        {
            File.Delete(path);
            return taken with { LooksLike = KindGuess.Of(kind, original, redactor, dataset, cancel) };
        }

        before.Add((original.Bytes, original.Sha256));
        return taken;
    }

    // What is below the root was made here: datasets, copies, logs of training. Only who names a folder of it means it.
    private List<string> Find(TranscriptKind kind, string path)
    {
        var files = kind.Find(path).Where(file => IsOurs(path) || !IsOurs(file)).ToList();
        return files.Count > 0 ? files : throw new TrainForgeException(Rules.SourceNotFound.Here(path, kind.Name));
    }

    private bool IsOurs(string path) =>
        Path.GetRelativePath(root.Folder, path) is var below && below != ".." && !below.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(below);

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
        var span = new ImportSpan();
        Pack.Write(_store.PathOf(kind.Name, original.Sha256), lines, kept =>
        {
            foreach (var conversation in kind.Reader(dataset).Read(new Transcript(name, original.Sha256, kept), report, cancel))
            {
                span.Add(conversation);
            }

            report.Close(span.Conversations);
            var record = new PackRecord { Kind = kind.Name, Name = name, Sha256 = original.Sha256, Bytes = original.Bytes, Lines = count, Extends = original.Extends, Head = head.Length > 0 ? head : null, Terms = terms, Folders = folders.Found, Span = (span.Started, span.Ended) };
            return record.ToPage(report, counts.ByName());
        });

        return new Taken { Report = report, Counts = counts, IsEmpty = span.Conversations == 0 };
    }

    private void Tell(Taken file)
    {
        _problems.AddRange(file.Failure is { } failure ? [failure] : []);
        if (file is not { Report: { } report, Counts: { } counts, LooksLike: null })
        {
            return;
        }

        // Broken lines may be why nothing was found in it.
        _problems.AddRange(report.Problems);
        if (file.IsEmpty)
        {
            return;
        }

        _redactions.Add(counts);
        foreach (var (note, number) in report.Notes)
        {
            _notes[note] = _notes.GetValueOrDefault(note) + number;
        }
    }

    private sealed record Taken
    {
        /// <summary>Null for one that was there already, or failed.</summary>
        public ReadReport? Report { get; init; }

        public RedactionCounts? Counts { get; init; }

        public bool WasThere { get; init; }

        public bool IsRestated { get; init; }

        /// <summary>No conversation was found in it: nothing of it was kept.</summary>
        public bool IsEmpty { get; init; }

        public string? LooksLike { get; init; }

        public Diagnostic? Failure { get; init; }

        public bool IsAdded => Report is not null && !IsEmpty;
    }
}

/// <summary>What bringing in came to.</summary>
/// <param name="Notes">Counts by stable name, over what was added: conversations, bad-lines, unknown-records, forks, …</param>
public sealed record TranscriptReport(int Found, int Added, int AlreadyThere, IReadOnlyDictionary<string, long> Notes, IReadOnlyDictionary<string, long> Redactions, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>Of those that were there already, how many got other terms.</summary>
    public int Restated { get; init; }

    /// <summary>Without a conversation, and so not kept.</summary>
    public int Empty { get; init; }

    /// <summary>That could not be read.</summary>
    public int Failed { get; init; }
}
