using System.Buffers;
using System.Collections.Concurrent;
using TrainForge.Capture.Hosting;
using TrainForge.Datasets;
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
internal sealed class CaptureHost
{
    private const int MaxBroken = 3;

    private static readonly Lazy<CaptureHost> Process = new(ForProcess);

    private readonly ConcurrentDictionary<string, TestStash> _open = new(StringComparer.Ordinal);
    private readonly Lazy<Redactor> _redactor;
    private readonly Lazy<InteractionSieve?> _sieve;
    private readonly Lazy<RunResultLog> _results;
    private Func<TestIdentity?>? _context;
    private volatile bool _isHosted;
    private int _broken;

    public CaptureHost(CaptureSettings settings, TimeProvider clock, TextWriter stderr, JsonRedaction? redaction = null, Action<string>? keepTrouble = null)
    {
        Settings = settings;
        Clock = clock;
        _redactor = new Lazy<Redactor>(() => RunRedactor.For(settings.Root, settings.Redaction));
        _sieve = new Lazy<InteractionSieve?>(() => redaction is null ? new InteractionSieve(Redactor) : null);
        Redaction = redaction ?? ((json, output, counts) => Redactor.RedactJson(json, output, counts));
        Trouble = new CaptureTrouble(stderr, d => CaptureNotes.Append(settings.Root, clock.GetUtcNow(), d), keepTrouble);
        Attempts = new Attempts(this);
        _results = new(() => new RunResultLog(RunFolder, Redactor));
        Outside = new TestStash(this, null, 0);
    }

    public static CaptureHost Default => Process.Value;

    public CaptureSettings Settings { get; }

    /// <summary>What all stashes of this process lie in.</summary>
    public string RunFolder => Path.Combine(Settings.Root, "stashes", Settings.RunId);

    public TimeProvider Clock { get; }

    public CaptureTrouble Trouble { get; }

    /// <summary>As configured. Applied once more when a dataset is built.</summary>
    public Redactor Redactor => _redactor.Value;

    public JsonRedaction Redaction { get; }

    /// <summary>Null where redaction is not the configured one.</summary>
    public InteractionSieve? Sieve => _sieve.Value;

    public Orphans Orphans { get; } = new();

    public Attempts Attempts { get; }

    /// <summary>Keeps nothing, counts what it is given.</summary>
    public TestStash Outside { get; }

    public bool HasStashed { get; internal set; }

    /// <summary>A disk that failed several stashes will fail the next: asking it again for every test would be felt.</summary>
    public bool MayWrite => Settings.Enabled && _broken < MaxBroken;

    public void CountBroken(Diagnostic trouble)
    {
        Interlocked.Increment(ref _broken);
        Trouble.Tell(trouble);
    }

    /// <summary>Whether a hook has ever spoken. Without one this is no test process, and silence is right.</summary>
    public bool IsHosted => _isHosted;

    public void UseContext(Func<TestIdentity?> current)
    {
        if (Settings.Enabled)
        {
            _context = current;
            Prepare();
        }
    }

    /// <summary>Tests will run here: what must be in place before the first of them, and before what they share is made.</summary>
    public void Prepare()
    {
        if (Settings.Enabled && !_isHosted)
        {
            _isHosted = true;
            Trouble.Guard("looking out for servers", () => TestServers.Follow(this));
        }
    }

    public void Begin(TestIdentity test)
    {
        if (!Settings.Enabled)
        {
            return;
        }

        Prepare();
        Trouble.Guard("opening a stash", () =>
        {
            TestStash? stash;
            lock (_open)
            {
                // The context may have opened it a moment ago, for the constructor of the test class.
                if (!_open.TryGetValue(test.Id, out stash) || !stash.TryBegin())
                {
                    stash = Open(test);
                    stash.TryBegin();
                }
            }

            AmbientStash.Enter(stash);
            stash.StartActivity();
            stash.StartClock();
        });
    }

    public void End(string id, TestEnd end) => Trouble.Guard("closing a stash", () =>
    {
        // The flow's own first: two attempts with one id may overlap when a framework repeats a test in parallel.
        var stash = AmbientStash.OnFlow is { IsRecording: true } own && own.Test?.Id == id ? own : null;
        if (stash is null && !_open.TryGetValue(id, out stash))
        {
            return;
        }

        Close(stash, end);
    });

    /// <summary>
    /// Its time is over. Frameworks report a test whose body does not heed that and leave the body behind: no call of theirs ends the
    /// stash.
    /// </summary>
    public void GiveUp(TestStash stash) => Trouble.Guard("closing a stash", () => Close(stash, stash.Expired));

    public void Tell(RunResult result)
    {
        if (Settings.Enabled)
        {
            Trouble.Guard("noting a result", () =>
            {
                lock (_results)
                {
                    _results.Value.Add(result);
                }
            });
        }
    }

    /// <summary>What the framework's own test context says, as far as that test is still open.</summary>
    public TestStash? FromContext()
    {
        if (_context is null)
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

    public void Finish() => Trouble.Guard("counting what was not kept", () =>
    {
        foreach (var left in _open.Values.Where(stash => stash.IsExpired))
        {
            GiveUp(left);
        }

        Attempts.Git.Wait();
        if (_isHosted && Orphans.Report() is { } orphans)
        {
            Trouble.Tell(orphans);
        }
    });

    // A test that has ended is not opened again by work that outlived it; only Begin starts the next attempt.
    private TestStash? OpenIfNew(TestIdentity test)
    {
        lock (_open)
        {
            return _open.TryGetValue(test.Id, out var open) ? open : Attempts.HasBegun(test.Id) ? null : Open(test);
        }
    }

    private TestStash Open(TestIdentity test) => _open[test.Id] = new TestStash(this, test, Attempts.Next(test));

    private void Close(TestStash stash, TestEnd end)
    {
        _open.TryRemove(KeyValuePair.Create(stash.Test!.Id, stash));
        AmbientStash.Leave(stash);
        stash.End(end);
    }

    private static CaptureHost ForProcess()
    {
        var clock = TimeProvider.System;
        CaptureSettings settings;
        try
        {
            settings = CaptureSettings.OfProcess(clock.GetUtcNow());
        }
        catch (Exception) // a static that throws would do so in every test; what is wrong with the settings, 'doctor' says
        {
            settings = new CaptureSettings { Enabled = false, Root = "", RunId = "" };
        }

        // Not Console.Error: a test may have put its own writer there and count what arrives.
        var stderr = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var host = new CaptureHost(settings, clock, RunNotes.Announced is { } notes ? new NotesWriter(notes, stderr) : stderr, keepTrouble: RunNotes.Keep);
        foreach (var problem in settings.Problems)
        {
            host.Trouble.Tell(problem);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => host.Finish();
        EndOfRun.Finishing += host.Finish;
        return host;
    }
}
