using System.Globalization;
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

    /// <summary>Bytes kept of one text: a message part, a tool result. A longer one is cut and marked.</summary>
    public int MaxTextBytes { get; init; } = Defaults.MaxTextBytes;

    public long MaxFileBytes { get; init; } = Defaults.MaxFileBytes;

    /// <summary>Bytes of one attempt; recording of it stops there and says so.</summary>
    public long MaxStashBytes { get; init; } = Defaults.MaxStashBytes;

    // trainforge.yaml is not read in a test process. What it says arrives through the project, by these names.
    private const string Prefix = "TrainForge.Capture.";

    private static readonly CaptureOptions Defaults = new();

    public static CaptureSettings OfProcess(DateTimeOffset now)
    {
        var settings = RuntimeSettings.Read();
        return new CaptureSettings
        {
            Enabled = settings.Enabled,
            Root = settings.Root,
            RunId = RunName.Announced ?? RunName.New(now),
            MaxTextBytes = (int)Number(nameof(MaxTextBytes), Defaults.MaxTextBytes, int.MaxValue),
            MaxFileBytes = Number(nameof(MaxFileBytes), Defaults.MaxFileBytes, long.MaxValue),
            MaxStashBytes = Number(nameof(MaxStashBytes), Defaults.MaxStashBytes, long.MaxValue),
        };
    }

    private static long Number(string name, long standard, long most) =>
        long.TryParse(AppContext.GetData(Prefix + name)?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? Math.Min(number, most)
            : standard;
}
