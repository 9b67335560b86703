namespace TrainForge.Conversations;

/// <summary>Vendors' words for why an answer ended.</summary>
public static class FinishReason
{
    private static readonly HashSet<string> Cut = new(StringComparer.Ordinal)
    {
        "length", "model_length", "max_tokens", "max_output_tokens", "max_completion_tokens", "token_limit", "model_context_window_exceeded", "context_length_exceeded",
        "content_filter", "content_filtered", "guardrail_intervened", "safety", "recitation", "blocklist", "prohibited_content", "spii", "refusal", "error_toxic", "error_limit",
        "error", "failed", "incomplete", "cancelled", "canceled", "user_cancel", "insufficient_system_resource", "malformed_function_call", "pause_turn",
    };

    /// <summary>
    /// Whether the vendor ended it before the model did: at a limit, by a filter or a fault. Each vendor has its own words, and a recorder keeps
    /// them as they came. How much there would have been nobody knows, so such an answer is never trained on.
    /// </summary>
    public static bool SaysCut(string? reason) => reason is not null && Cut.Contains(reason.ToLowerInvariant().Replace('-', '_').Replace(' ', '_'));
}
