namespace TrainForge.Conversations;

/// <summary>Vendors' words for why an answer ended.</summary>
public static class FinishReason
{
    /// <summary>
    /// Whether the vendor ended it before the model did: at a limit, or by a filter. Each vendor has its own words, and a recorder keeps
    /// them as they came. How much there would have been nobody knows, so such an answer is never trained on.
    /// </summary>
    public static bool SaysCut(string? reason) =>
        reason is "length" or "max_tokens" or "max_output_tokens" or "model_context_window_exceeded" or "incomplete" or "content_filter" or "refusal";
}
