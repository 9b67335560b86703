using TrainForge.Conversations;

namespace TrainForge.Data.Sources.Packs;

/// <summary>Roles as others call them. Whoever is not known is a person: nobody is trained to say what they said.</summary>
internal static class Speaker
{
    public static Role Of(string? role) => role switch
    {
        "system" => Role.System,
        "developer" => Role.Developer,
        "assistant" or "model" => Role.Assistant,
        "tool" or "function" => Role.Tool,
        _ => Role.User,
    };
}
