namespace TrainForge.Capture.Http;

/// <summary>Hears what passes through a tapped stream. Called on the consumer's thread; no member may throw.</summary>
internal interface ITapListener
{
    void OnBytes(ReadOnlySpan<byte> piece);

    void OnEnd();

    void OnError(Exception error);

    /// <summary>The consumer has let go before the end.</summary>
    void OnAbandoned();
}
