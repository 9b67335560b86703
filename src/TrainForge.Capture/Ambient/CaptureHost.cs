using System.Buffers;
using TrainForge.Capture.Hosting;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>Redacts one JSON value. False, and nothing written, when it is clean; an exception when it cannot.</summary>
internal delegate bool JsonRedaction(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output, RedactionCounts counts);

/// <summary>
/// All tests of one process: which are open, which attempt each is at, and what could not be kept. One per process;
/// tests of ours make their own. Every public member is an edge: nothing escapes.
/// </summary>
/// <remarks>
/// Most tests of most suites call no model. Until one does, nothing is read, made or compiled here but what counts tests and knows
/// which is open: settings, redaction and attempts come with the first thing to keep.
/// </remarks>
internal sealed class CaptureHost
{
    private const int MaxBroken = 3;

    private readonly object _gate = new();
    private readonly Dictionary<string, TestStash> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _begun = new(StringComparer.Ordinal);
    private readonly Func<CaptureSettings> _read;
    private readonly JsonRedaction? _redaction;
    private object? _making = new();
    private CaptureSettings? _settings;
    private Redactor? _redactor;
    private InteractionSieve? _sieve;
    private Attempts? _attempts;
    private RunResultLog? _results;
    private TestStash? _outside;
    private Func<TestIdentity?>? _context;
    private volatile bool _isSpokenTo;
    private bool? _hasActivities;
    private int _broken;

    public CaptureHost(CaptureSettings settings, TimeProvider clock, TextWriter stderr, JsonRedaction? redaction = null, Action<string>? keepTrouble = null)
        : this(() => settings, clock, () => stderr, redaction, keepTrouble) => _settings = settings;

    /// <param name="settings">Read when the first thing is to be kept; what could not be understood of them is told then. Does not throw.</param>
    /// <param name="clock">What tests are timed by.</param>
    /// <param name="stderr">Made when there is something to tell.</param>
    /// <param name="redaction">Instead of the configured one.</param>
    /// <param name="keepTrouble">Hands what is told to whoever shows what this process says.</param>
    public CaptureHost(Func<CaptureSettings> settings, TimeProvider clock, Func<TextWriter> stderr, JsonRedaction? redaction = null, Action<string>? keepTrouble = null)
    {
        _read = settings;
        _redaction = redaction;
        Clock = clock;
        Trouble = new CaptureTrouble(this, stderr, keepTrouble);
    }

    public static CaptureHost Default => ProcessHost.Instance;

    public CaptureSettings Settings => Volatile.Read(ref _settings) ?? Read();

    /// <summary>What all stashes of this process lie in.</summary>
    public string RunFolder => Path.Combine(Settings.Root, "stashes", Settings.RunId);

    public TimeProvider Clock { get; }

    public CaptureTrouble Trouble { get; }

    /// <summary>As configured. Applied once more when a dataset is built.</summary>
    public Redactor Redactor => LazyInitializer.EnsureInitialized(ref _redactor, ref _making, () => RunRedactor.For(Settings.Root, Settings.Redaction));

    /// <summary>Null where redaction is not the configured one.</summary>
    public InteractionSieve? Sieve => _redaction is null ? LazyInitializer.EnsureInitialized(ref _sieve, ref _making, () => new InteractionSieve(Redactor)) : null;

    public Orphans Orphans { get; } = new();

    public Attempts Attempts => LazyInitializer.EnsureInitialized(ref _attempts, ref _making, () => new Attempts(this));

    /// <summary>Keeps nothing, counts what it is given.</summary>
    public TestStash Outside => LazyInitializer.EnsureInitialized(ref _outside, ref _making, () => new TestStash(this));

    public bool HasStashed { get; internal set; }

    /// <summary>A disk that failed several stashes will fail the next: asking it again for every test would be felt.</summary>
    public bool MayWrite => Settings.Enabled && _broken < MaxBroken;

    /// <summary>Whether a hook has spoken, and be it in vain.</summary>
    public bool IsSpokenTo => _isSpokenTo;

    /// <summary>Whether a hook has ever spoken. Without one this is no test process, and silence is right.</summary>
    public bool IsHosted => _isSpokenTo && Settings.Enabled;

    public bool Redact(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output, RedactionCounts counts) =>
        _redaction is { } other ? other(utf8Json, output, counts) : Redactor.RedactJson(utf8Json, output, counts);

    public void CountBroken(Diagnostic trouble)
    {
        Interlocked.Increment(ref _broken);
        Trouble.Tell(trouble);
    }

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
    private void FollowServers() => Trouble.Guard("looking out for servers", () => TestServers.Follow(this));

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

    private CaptureSettings Read()
    {
        CaptureSettings read;
        lock (_gate)
        {
            if (_settings is { } known)
            {
                return known;
            }

            Volatile.Write(ref _settings, read = _read());
        }

        foreach (var problem in read.Problems)
        {
            Trouble.Tell(problem);
        }

        return read;
    }
}
