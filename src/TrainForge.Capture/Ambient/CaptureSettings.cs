using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>What capture needs to know, read once per process.</summary>
internal sealed record CaptureSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>The <c>.trainforge</c> folder.</summary>
    public required string Root { get; init; }

    /// <summary>Names the folder all stashes of this process share.</summary>
    public required string RunId { get; init; }

    /// <summary>The test project's folder, in whose repository the tests run; null where that is not to be asked.</summary>
    public string? Project { get; init; }

    /// <summary>Bytes kept of one text: a message part, a tool result. A longer one is cut and marked.</summary>
    public int MaxTextBytes { get; init; } = Defaults.MaxTextBytes;

    public long MaxFileBytes { get; init; } = Defaults.MaxFileBytes;

    /// <summary>Bytes of one attempt; recording of it stops there and says so.</summary>
    public long MaxStashBytes { get; init; } = Defaults.MaxStashBytes;

    /// <summary>Tell the calls in <c>session_model.log</c> too.</summary>
    public bool ModelLog { get; init; } = Defaults.ModelLog;

    public RedactionOptions Redaction { get; init; } = new();

    /// <summary>What could not be understood of all this.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    private static readonly CaptureOptions Defaults = new();

    /// <summary>trainforge.yaml is not read in a test process: what it says arrives through the runtime configuration.</summary>
    public static CaptureSettings OfProcess(Func<string, string?> environment, DateTimeOffset now)
    {
        var settings = RuntimeSettings.Read(environment);
        return new CaptureSettings
        {
            Enabled = settings.Enabled,
            Root = settings.Root,
            RunId = RunName.Announced ?? RunName.New(now),
            Project = settings.Project,
            MaxTextBytes = settings.Capture.MaxTextBytes,
            MaxFileBytes = settings.Capture.MaxFileBytes,
            MaxStashBytes = settings.Capture.MaxStashBytes,
            ModelLog = settings.Capture.ModelLog,
            Redaction = settings.Redaction,
            Problems = settings.Problems,
        };
    }
}
