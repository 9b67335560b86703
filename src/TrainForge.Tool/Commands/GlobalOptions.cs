using System.CommandLine;

namespace TrainForge.Tool.Commands;

/// <summary>Options every command understands, wherever they stand. Read by name: a parsed tree owns its options.</summary>
internal static class GlobalOptions
{
    private const string RootName = "--root";
    private const string JsonName = "--json";

    public static Option<string?> CreateRoot() => new(RootName)
    {
        Description = "The .trainforge folder. Default: TRAINFORGE_ROOT, else found upwards from here.",
        HelpName = "folder",
        Recursive = true,
    };

    public static Option<bool> CreateJson() => new(JsonName) { Description = "Print the result as JSON.", Recursive = true };

    public static ToolContext Apply(ParseResult line, ToolContext tool) =>
        tool with { Json = line.GetValue<bool>(JsonName), Root = line.GetValue<string?>(RootName) };
}
