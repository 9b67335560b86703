using TrainForge.Capture.Hosting;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// All tests of one process: which are open, which attempt each is at, and what could not be kept. One per process;
/// tests of ours make their own. Every public member is an edge: nothing escapes.
/// </summary>
/// <remarks>
/// Most tests of most suites call no model. Until one does, nothing is read, made or compiled here but what counts tests and knows
/// which is open: settings, redaction and attempts come with the first thing to keep.
/// </remarks>
internal sealed partial class CaptureHost
{
    private readonly object _gate = new();
    private readonly Dictionary<string, TestStash> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _begun = new(StringComparer.Ordinal);
    private RunResultLog? _results;
    private Func<TestIdentity?>? _context;
    private volatile bool _isSpokenTo;
    private bool? _hasActivities;

    public static CaptureHost Default => ProcessHost.Instance;

    /// <summary>Whether a hook has spoken, and be it in vain.</summary>
    public bool IsSpokenTo => _isSpokenTo;

    /// <summary>Whether a hook has ever spoken. Without one this is no test process, and silence is right.</summary>
    public bool IsHosted => _isSpokenTo && Settings.Enabled;

    public void UseContext(Func<TestIdentity?> current)
    {
        _context = current;
        Prepare();
    }

    /// <summary>Tests will run here: what must be in place before the first of them, and before what they share is made.</summary>
    public void Prepare()
    {
        if (_isSpokenTo)
        {
            return;
        }

        _isSpokenTo = true;
        if (HasActivities)
        {
            FollowServers();
        }
    }

    public void Begin(TestIdentity test) => Begin(test.Id, () => test, test.Timeout);

    // This and End are all that a test without a model pays, nearly all of it for being compiled: no closures, and few methods below.
    public void Begin(string id, Func<TestIdentity> identify, TimeSpan? limit)
    {
        Prepare();
        try
        {
            TestStash? stash;
            lock (_gate)
            {
                // The context may have opened it a moment ago, for the constructor of the test class.
                if (!_open.TryGetValue(id, out stash) || !stash.TryBegin())
                {
                    stash = Open(id, identify, limit);
                    stash.TryBegin();
                }
            }

            AmbientStash.Enter(stash);
            if (HasActivities)
            {
                stash.StartActivity();
            }

            if (limit is { } time)
            {
                stash.StartClock(time);
            }
        }
        catch (Exception e) // the edge of a hook
        {
            Trouble.Tell("opening a stash", e);
        }
    }

    public void End(string id, TestEnd end) => End(id, () => end);

    public void End(string id, Func<TestEnd> end)
    {
        try
        {
            // The flow's own first: two attempts with one id may overlap when a framework repeats a test in parallel.
            var stash = AmbientStash.OnFlow is { IsOpen: true } own && own.Id == id ? own : Opened(id);
            if (stash is not null)
            {
                Close(stash, end);
            }
        }
        catch (Exception e) // the edge of a hook
        {
            Trouble.Tell("closing a stash", e);
        }
    }

    /// <summary>
    /// Its time is over. Frameworks report a test whose body does not heed that and leave the body behind: no call of theirs ends the
    /// stash.
    /// </summary>
    public void GiveUp(TestStash stash) => Trouble.Guard("closing a stash", () => Close(stash, () => stash.Expired));

    public void Tell(RunResult result)
    {
        if (Settings.Enabled)
        {
            Trouble.Guard("noting a result", () =>
            {
                lock (_gate)
                {
                    (_results ??= new RunResultLog(RunFolder, () => Redactor)).Add(result);
                }
            });
        }
    }

    /// <summary>What the framework's own test context says, as far as that test is still open.</summary>
    public TestStash? FromContext()
    {
        if (_context is null || !Settings.Enabled)
        {
            return null;
        }

        TestStash? found = null;
        Trouble.Guard("asking the test framework for its context", () =>
        {
            if (_context() is { } test)
            {
                found = OpenIfNew(test);
            }
        });
        return found is { IsRecording: true } ? found : null;
    }

    /// <summary>A model was called and no open test could be found. Said only where a hook has spoken.</summary>
    public void AddOrphan() => Orphans.Add(AmbientStash.IsAfterEnd);

    public void Finish()
    {
        try
        {
            if (_open.Count > 0)
            {
                GiveUpExpired();
            }

            _attempts?.Git.Wait();
            if (Orphans.IsAny && IsHosted && Orphans.Report() is { } orphans)
            {
                Trouble.Tell(orphans);
            }
        }
        catch (Exception e) // the edge of a hook
        {
            Trouble.Tell("counting what was not kept", e);
        }
    }

    private void GiveUpExpired()
    {
        TestStash[] expired;
        lock (_gate)
        {
            expired = [.. _open.Values.Where(stash => stash.IsExpired)];
        }

        Array.ForEach(expired, GiveUp);
    }

    // A test that has ended is not opened again by work that outlived it; only Begin starts the next attempt.
    private TestStash? OpenIfNew(TestIdentity test)
    {
        lock (_gate)
        {
            return _open.TryGetValue(test.Id, out var open) ? open : _begun.ContainsKey(test.Id) ? null : Open(test.Id, () => test, test.Timeout);
        }
    }

    private TestStash Open(string id, Func<TestIdentity> identify, TimeSpan? limit)
    {
        _begun.TryGetValue(id, out var before);
        _begun[id] = before + 1;
        return _open[id] = new TestStash(this, id, before + 1, identify, limit);
    }

    private bool HasActivities => _hasActivities ??= TestActivity.IsWanted;

    // Apart, because it needs an assembly that most suites do without.
    private void FollowServers() => Trouble.Guard("looking out for servers", TestServers.Follow);

    private TestStash? Opened(string id)
    {
        lock (_gate)
        {
            return _open.GetValueOrDefault(id);
        }
    }

    private void Close(TestStash stash, Func<TestEnd> end)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(stash.Id, out var open) && ReferenceEquals(open, stash))
            {
                _open.Remove(stash.Id);
            }
        }

        AmbientStash.Leave(stash);
        stash.End(end);
    }
}
