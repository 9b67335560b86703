namespace TrainForge.Capture.Ambient;

/// <summary>
/// Marks the flow below a recording chat client, so that a recording HTTP handler under it does not record the same call
/// a second time.
/// </summary>
internal readonly struct InnerCall : IDisposable
{
    private static readonly AsyncLocal<int> Depth = new();

    public static bool IsRunning => Depth.Value > 0;

    public static InnerCall Enter()
    {
        Depth.Value++;
        return default;
    }

    public void Dispose() => Depth.Value--;
}
