using System.Buffers;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>Redacts one JSON value. False, and nothing written, when it is clean; an exception when it cannot.</summary>
internal delegate bool JsonRedaction(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output, RedactionCounts counts);

/// <summary>
/// What the tests of a process are recorded with: settings, redaction, attempts, each made when it is first asked for, and what is known
/// of the disk.
/// </summary>
internal sealed partial class CaptureHost
{
    private const int MaxBroken = 3;

    private readonly Func<CaptureSettings> _read;
    private readonly JsonRedaction? _redaction;
    private object? _making = new();
    private CaptureSettings? _settings;
    private Redactor? _redactor;
    private InteractionSieve? _sieve;
    private Attempts? _attempts;
    private TestStash? _outside;
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

    public bool Redact(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output, RedactionCounts counts) =>
        _redaction is { } other ? other(utf8Json, output, counts) : Redactor.RedactJson(utf8Json, output, counts);

    public void CountBroken(Diagnostic trouble)
    {
        Interlocked.Increment(ref _broken);
        Trouble.Tell(trouble);
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
