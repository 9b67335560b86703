namespace TrainForge.Options;

/// <summary>
/// What the model tests depend on. Everything, but for what programs write: a list of kinds of files forgets one some day, and a
/// changed prompt or model file would then count as tested.
/// </summary>
public sealed record TestGateOptions : ISection
{
    public const string DefaultStore = "tests";

    [Setting("Files the model tests depend on, as patterns with '*', '?' and '**' below the top of the repository (without one: below the folder of trainforge.yaml). A model elsewhere is named by '../' or a whole path.", Min = 1, Max = 1000, Example = "[\"**\", \"../models/*.gguf\"]")]
    public IReadOnlyList<string> Inputs { get; init; } = ["**"];

    [Setting("What of these is no input: what builds, editors and the tests themselves write.", Max = 1000)]
    public IReadOnlyList<string> Ignore { get; init; } =
    [
        "**/bin/**", "**/obj/**", "**/artifacts/**", "**/TestResults/**", "**/node_modules/**", "**/.git/**", "**/.git", "**/.vs/**", "**/.idea/**", "**/.vscode/**", "**/*.user", "**/*.binlog",
    ];
}
