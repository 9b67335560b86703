using TrainForge.Diagnostics;

namespace TrainForge.Capture.Ambient;

/// <summary>Counts what could not be given to any test. A number, never the content: it belongs to nobody.</summary>
internal sealed class Orphans
{
    private int _outside;
    private int _late;
    private int _told;

    public int Outside => _outside;

    public int Late => _late;

    public bool IsAny => _outside + _late > 0;

    public void Add(bool afterEnd) => Interlocked.Increment(ref afterEnd ? ref _late : ref _outside);

    /// <summary>The one sentence about them, or null when there is nothing to say or it was said.</summary>
    public Diagnostic? Report() =>
        IsAny && Interlocked.Exchange(ref _told, 1) == 0
            ? Rules.InteractionsOutsideTests.Here(_outside + _late, _outside, _late)
            : null;
}
