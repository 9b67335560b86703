using System.ComponentModel;

namespace TrainForge.Capture.Hosting;

[EditorBrowsable(EditorBrowsableState.Never)]
public enum TestOutcome
{
    /// <summary>The test began and nobody said how it ended.</summary>
    Unknown,
    Passed,
    Failed,
    Skipped,
}
