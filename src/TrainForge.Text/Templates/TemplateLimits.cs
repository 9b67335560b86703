namespace TrainForge.Text.Templates;

/// <summary>
/// What a template may use up. A template comes with a model, and a model comes from anywhere: it can neither loop for ever nor reach
/// anything but the values it is given.
/// </summary>
public sealed record TemplateLimits
{
    public static TemplateLimits Default { get; } = new();

    /// <summary>Characters in the result, and in any one string on the way there.</summary>
    public int Output { get; init; } = 32 * 1024 * 1024;

    /// <summary>Units of work: a node evaluated, an item iterated, sixteen characters made.</summary>
    public long Work { get; init; } = 50_000_000;

    /// <summary>Calls and expressions inside each other.</summary>
    public int Depth { get; init; } = 200;
}
