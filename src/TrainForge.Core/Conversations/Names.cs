using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>The words for enumerations on disk. Spelled out: renaming a member must not change a file.</summary>
public static class Names
{
    public static string Of(Role role) => role switch
    {
        Conversations.Role.System => "system",
        Conversations.Role.Developer => "developer",
        Conversations.Role.User => "user",
        Conversations.Role.Assistant => "assistant",
        Conversations.Role.Tool => "tool",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static Role Role(string name) => name switch
    {
        "system" => Conversations.Role.System,
        "developer" => Conversations.Role.Developer,
        "user" => Conversations.Role.User,
        "assistant" => Conversations.Role.Assistant,
        "tool" => Conversations.Role.Tool,
        _ => throw new JsonException($"'role' is '{name}'; it must be system, developer, user, assistant or tool."),
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Conversations.Outcome.None => "none",
        Conversations.Outcome.Passed => "passed",
        Conversations.Outcome.Failed => "failed",
        Conversations.Outcome.Skipped => "skipped",
        Conversations.Outcome.TimedOut => "timed_out",
        Conversations.Outcome.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    public static Outcome Outcome(string name) => name switch
    {
        "none" => Conversations.Outcome.None,
        "passed" => Conversations.Outcome.Passed,
        "failed" => Conversations.Outcome.Failed,
        "skipped" => Conversations.Outcome.Skipped,
        "timed_out" => Conversations.Outcome.TimedOut,
        "inconclusive" => Conversations.Outcome.Inconclusive,
        _ => throw new JsonException($"'outcome' is '{name}'; it must be passed, failed, skipped, timed_out, inconclusive or none."),
    };
}
