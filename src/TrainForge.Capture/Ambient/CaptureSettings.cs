using System.Globalization;
using TrainForge.Options;

namespace TrainForge.Capture.Ambient;

/// <summary>What capture needs to know, read once per process.</summary>
internal sealed record CaptureSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>The <c>.trainforge</c> folder.</summary>
    public required string Root { get; init; }

    /// <summary>Names the folder all stashes of this process share.</summary>
    public required string RunId { get; init; }

    /// <summary>Characters kept of one text: a message part, a tool result, a log line. The rest is counted in a mark.</summary>
    public int MaxTextChars { get; init; } = DefaultMaxTextChars;

    /// <summary>Bytes of one attached file.</summary>
    public long MaxAttachmentBytes { get; init; } = DefaultMaxAttachmentBytes;

    public const int DefaultMaxTextChars = 1_000_000;
    public const long DefaultMaxAttachmentBytes = 64L << 20;

    public static CaptureSettings OfProcess(DateTimeOffset now)
    {
        var settings = RuntimeSettings.Read();
        return new CaptureSettings { Enabled = settings.Enabled, Root = settings.Root, RunId = NewRunId(now) };
    }

    /// <summary>Sorts by time, tells processes apart, and reads as a time.</summary>
    public static string NewRunId(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Environment.ProcessId}");
}
