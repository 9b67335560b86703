using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>
/// Copies stashes from elsewhere, as from another machine's test run, below this root: redacted, each whole or not at all, and
/// each once, however often it is brought in. What the runner said of the tests comes along, because it decides which of them count
/// as passed. Logs and attached files do not: nobody trains on them, and what they hold cannot all be redacted. They are counted.
/// </summary>
public sealed class StashIngest(TrainForgeRoot root, Redactor redactor)
{
    /// <summary>Holds the hash of what was copied, so that the second time is noticed after redaction has changed the bytes.</summary>
    internal const string OriginFile = "origin.sha256";

    private readonly RedactionCounts _redactions = new();
    private readonly List<Diagnostic> _problems = [];
    private int _found;
    private int _added;
    private int _restated;
    private int _left;
    private int _results;
    private long _calls;

    /// <param name="terms">What is known of all of them; what a stash says of itself fills the gaps.</param>
    public IngestReport Run(IReadOnlyList<string> paths, SourceTerms terms, CancellationToken cancel)
    {
        // All paths are looked at before anything is written.
        var stashes = paths.SelectMany(Find).ToList();
        using var alone = RootLock.Acquire(root, cancel);
        foreach (var run in stashes.GroupBy(stash => Path.GetDirectoryName(stash)!, StringComparer.Ordinal))
        {
            foreach (var stash in run)
            {
                cancel.ThrowIfCancellationRequested();
                _found++;
                Take(stash, terms);
            }

            TakeResults(run);
        }

        return new IngestReport(_found, _added, _found - _added, _calls, _redactions.ByName(), _problems) { Results = _results, FilesLeft = _left, Restated = _restated };
    }

    private static IReadOnlyList<string> Find(string path)
    {
        var stashes = StashReader.Find(path);
        return stashes.Count > 0 ? stashes : throw new TrainForgeException(Rules.StashesNotFound.Here(path, StashPaths.Interactions, StashPaths.Metadata));
    }

    private void Take(string stash, SourceTerms terms)
    {
        var content = StashReader.Read(stash);
        content = content with { Metadata = content.Metadata is { } metadata ? metadata with { Terms = terms.Or(metadata.Terms) } : null };
        _problems.AddRange(content.Problems);
        var origin = Origin(stash);
        if (IsOurs(stash))
        {
            return;
        }

        var (target, isThere) = Target(content, origin);
        if (isThere)
        {
            _restated += Restate(target, terms) ? 1 : 0;
            return;
        }

        var unfinished = Path.Combine(root.Cache, $"ingest-{Guid.NewGuid():N}");
        try
        {
            Copy(content, unfinished);
            AtomicFile.WriteAllText(Path.Combine(unfinished, OriginFile), origin + "\n");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(unfinished, target);
            _added++;
            _calls += content.Interactions.Count;
            _left += Directory.EnumerateFiles(stash).Count(file => Path.GetFileName(file) is not (StashPaths.Interactions or StashPaths.Metadata or OriginFile));
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    // Said of one that is there already, terms are said anew. One that was recorded here is known by its bytes, and keeps them.
    private bool Restate(string folder, SourceTerms terms)
    {
        if (terms.IsEmpty || !File.Exists(Path.Combine(folder, OriginFile)) || StashReader.Metadata(folder) is not { } metadata)
        {
            return false;
        }

        var page = Redacted(StashJson.ToPage(metadata with { Terms = terms.Or(metadata.Terms) }));
        if (StashJson.Metadata(page).Terms == metadata.Terms)
        {
            return false;
        }

        AtomicFile.WriteAllBytes(Path.Combine(folder, StashPaths.Metadata), page);
        return true;
    }

    // A run's stashes may have been brought together by hand: its results go to every run they say they are of.
    private void TakeResults(IGrouping<string, string> run)
    {
        if (IsOurs(run.Key) || !File.Exists(Path.Combine(run.Key, StashPaths.Results)))
        {
            return;
        }

        var results = new RunResultsIngest(Path.Combine(run.Key, StashPaths.Results), Redacted, _problems.Add);
        foreach (var folder in run.Select(StashReader.Metadata).OfType<StashMetadata>().Select(m => StashPaths.RunFolder(root, m.RunId)).Distinct(StringComparer.Ordinal))
        {
            _results += results.AddTo(Path.Combine(folder, StashPaths.Results));
        }
    }

    private void Copy(StashContent content, string folder)
    {
        using (var lines = LineAppender.OpenSole(Path.Combine(folder, StashPaths.Interactions)))
        {
            foreach (var interaction in content.Interactions)
            {
                var line = Redacted(StashJson.ToLine(interaction));

                // What redaction made of it must still be a call, or a later reader would count it as damage.
                StashJson.Interaction(line);
                lines.Append(line);
            }
        }

        if (content.Metadata is { } metadata)
        {
            var page = Redacted(StashJson.ToPage(metadata));
            StashJson.Metadata(page);
            AtomicFile.WriteAllBytes(Path.Combine(folder, StashPaths.Metadata), page);
        }
    }

    private byte[] Redacted(byte[] json)
    {
        var output = new ArrayBufferWriter<byte>();
        return redactor.RedactJson(json, output, _redactions) ? output.WrittenSpan.ToArray() : json;
    }

    /// <summary>The first free folder of that name, or the one where this stash is already.</summary>
    private (string Folder, bool IsThere) Target(StashContent content, string origin)
    {
        var wanted = Name(content, origin);
        for (var number = 1; ; number++)
        {
            var folder = number == 1 ? wanted : string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
            if (!Directory.Exists(folder))
            {
                return (PortablePath.RequireFits(folder, "--root"), false);
            }

            if (OriginOf(folder) == origin)
            {
                return (folder, true);
            }
        }
    }

    // Arguments of a test are part of its name, and so of a folder's.
    private string Clean(string text) => redactor.Redact(text, new RedactionCounts());

    // Without metadata nothing says which run it was; two stashes of equal bytes are then one.
    private string Name(StashContent content, string origin) => content.Metadata is { } m
        ? Path.Combine(StashPaths.RunFolder(root, Clean(m.RunId)), StashPaths.FolderName(new StashName(m.TestId, Clean(m.DisplayName ?? m.TestName), m.Assembly, m.TargetFramework, m.Attempt)))
        : Path.Combine(root.Stashes, "ingested", origin[..16]);

    private bool IsOurs(string stash) =>
        !Path.GetRelativePath(root.Stashes, stash).StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(Path.GetRelativePath(root.Stashes, stash));

    // One that was recorded here, or copied by hand, is its own origin.
    private static string OriginOf(string folder)
    {
        var file = Path.Combine(folder, OriginFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : Origin(folder);
    }

    private static string Origin(string stash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in new[] { StashPaths.Interactions, StashPaths.Metadata })
        {
            var file = Path.Combine(stash, name);
            var bytes = File.Exists(file) ? File.ReadAllBytes(file) : [];
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}\0{bytes.Length}\0")));
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}

/// <summary>What bringing in came to.</summary>
public sealed record IngestReport(int Found, int Added, int AlreadyThere, long Interactions, IReadOnlyDictionary<string, long> Redactions, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>Of those that were there already, how many got other terms.</summary>
    public int Restated { get; init; }

    /// <summary>What the runner said of tests, in lines that were new here.</summary>
    public int Results { get; init; }

    /// <summary>Logs and attached files that were left where they are.</summary>
    public int FilesLeft { get; init; }
}
