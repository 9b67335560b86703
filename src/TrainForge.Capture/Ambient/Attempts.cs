using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Which attempts of a test came before this process, and what is learnt of an attempt after its end: that another one ended differently,
/// and on which commit it ran. Its metadata is then written once more, whole.
/// </summary>
internal sealed class Attempts
{
    private readonly Dictionary<(string?, string?, string), List<Left>> _left = [];
    private readonly Lazy<Dictionary<(string?, string?, string), int>> _before;
    private readonly CaptureTrouble _trouble;
    private readonly Func<string, string> _redactId;
    private readonly List<string> _withoutGit = [];
    private readonly object _gate = new();

    public Attempts(CaptureHost host)
    {
        _trouble = host.Trouble;
        _redactId = id => StashFolder.RedactId(host, id);
        _before = new(() => Before(host.RunFolder));
        Git = new RunGit(host, Learn);
    }

    public RunGit Git { get; }

    /// <summary>
    /// How often an earlier process of the same run tried this test, as platforms do that start another process for tests that failed.
    /// To be asked before the first stash of this process is made.
    /// </summary>
    public int Earlier(TestIdentity test) =>
        _before.Value is { Count: > 0 } before ? before.GetValueOrDefault((test.Assembly, TestFramework.TargetOf(test.Assembly), _redactId(test.Id))) : 0;

    /// <summary>What is to be written about an attempt that ends now, redacted. Marks the earlier ones when it is the first that differs.</summary>
    public StashMetadata Describe(StashMetadata metadata)
    {
        lock (_gate)
        {
            var same = _left.GetValueOrDefault(Key(metadata)) ?? [];
            var isFlaky = same.Exists(left => left.IsFlaky || Differ(left.Outcome, metadata.Outcome));
            foreach (var left in same.Where(left => isFlaky && !left.IsFlaky))
            {
                left.IsFlaky = true;
                TryAmend(left.Folder, earlier => earlier with { Flaky = true });
            }

            return metadata with { Flaky = isFlaky, Git = Git.Known };
        }
    }

    /// <summary>The metadata was written there.</summary>
    public void Add(string folder, StashMetadata metadata)
    {
        lock (_gate)
        {
            if (!_left.TryGetValue(Key(metadata), out var same))
            {
                _left.Add(Key(metadata), same = []);
            }

            same.Add(new Left(folder, metadata.Outcome) { IsFlaky = metadata.Flaky });
            if (metadata.Git is null && Git.Known is { } git)
            {
                TryAmend(folder, earlier => earlier with { Git = git });
            }
            else if (metadata.Git is null && Git.IsAsked)
            {
                _withoutGit.Add(folder);
            }
        }
    }

    private void Learn(GitContext git)
    {
        lock (_gate)
        {
            _withoutGit.ForEach(folder => TryAmend(folder, earlier => earlier with { Git = git }));
            _withoutGit.Clear();
        }
    }

    // An outcome that is not known differs from none.
    private static bool Differ(Outcome one, Outcome other) => one != other && one != Outcome.None && other != Outcome.None;

    private static (string?, string?, string) Key(StashMetadata m) => (m.Assembly, m.TargetFramework, m.TestId);

    // An earlier stash may be gone, or its file held by somebody: that is no reason to lose the one at hand, or the rest.
    private void TryAmend(string folder, Func<StashMetadata, StashMetadata> change) => _trouble.Guard("completing an earlier stash", () => Amend(folder, change));

    private static void Amend(string folder, Func<StashMetadata, StashMetadata> change)
    {
        var file = Path.Combine(folder, StashPaths.Metadata);
        if (!File.Exists(file))
        {
            return; // cleaned away while the tests ran
        }

        AtomicFile.WriteAllBytes(file, StashJson.ToPage(change(StashJson.Metadata(File.ReadAllBytes(file)))));
    }

    // What the folder of the run holds before this process's first test: nothing, in all runs of a single process.
    private Dictionary<(string?, string?, string), int> Before(string runFolder)
    {
        var last = new Dictionary<(string?, string?, string), int>();
        foreach (var folder in StashReader.Find(runFolder))
        {
            if (StashReader.Metadata(folder) is not { } metadata)
            {
                continue;
            }

            Add(folder, metadata with { Git = metadata.Git ?? new GitContext() });
            last[Key(metadata)] = Math.Max(metadata.Attempt, last.GetValueOrDefault(Key(metadata)));
        }

        return last;
    }

    private sealed record Left(string Folder, Outcome Outcome)
    {
        public bool IsFlaky { get; set; }
    }
}
