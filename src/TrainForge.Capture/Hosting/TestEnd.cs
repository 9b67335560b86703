using System.ComponentModel;
using TrainForge.Conversations;

namespace TrainForge.Capture.Hosting;

/// <summary>How a test ended, as its framework says.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TestEnd(Outcome Outcome)
{
    /// <summary>As the framework measured it; null lets the stash's own clock decide.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The failure's message. Redacted and cut before it is kept.</summary>
    public string? Message { get; init; }

    public string? Stack { get; init; }
}
