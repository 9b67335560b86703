namespace TrainForge.Files;

/// <summary>Waits where there is nothing to be told by, and wakes at once when cancelled.</summary>
internal static class Pause
{
    public static void For(int milliseconds, CancellationToken cancel)
    {
        cancel.WaitHandle.WaitOne(milliseconds);
        cancel.ThrowIfCancellationRequested();
    }
}
