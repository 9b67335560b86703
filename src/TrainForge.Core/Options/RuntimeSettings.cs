using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Options;

/// <summary>
/// What a test process and the test console know about where they are. One precedence for both, so that the logger and the
/// tests never use two folders: the environment, then what the package configured at build time, then discovery.
/// </summary>
public sealed record RuntimeSettings
{
    public const string RootKey = "TrainForge.Root";
    public const string EnabledKey = "TrainForge.Enabled";
    public const string ToolKey = "TrainForge.Tool";
    public const string DatasetKey = "TrainForge.Dataset";
    public const string ProjectKey = "TrainForge.Project";
    public const string ConfigKey = "TrainForge.Config";

    // The sections of trainforge.yaml that hold in a test process, as JSON without what has its default: no process reads YAML here.
    public const string CaptureKey = "TrainForge.Capture";
    public const string RedactionKey = "TrainForge.Redaction";

    /// <summary>Why trainforge.yaml was refused when the tests were built. Then nothing is recorded: it may say what must not be written.</summary>
    public const string RefusedKey = "TrainForge.Refused";

    public const string RootVariable = "TRAINFORGE_ROOT";
    public const string EnabledVariable = "TRAINFORGE_ENABLED";

    private static readonly string[] Yes = ["true", "1", "yes", "on"];
    private static readonly string[] No = ["false", "0", "no", "off"];

    public required bool Enabled { get; init; }

    /// <summary>The .trainforge folder, absolute. It need not exist.</summary>
    public required string Root { get; init; }

    /// <summary>trainforge.dll as the package carries it; null in a process the package did not configure.</summary>
    public string? Tool { get; init; }

    /// <summary>Null leaves the name to trainforge.yaml.</summary>
    public string? Dataset { get; init; }

    /// <summary>The folder of the test project, where it still exists; else where the test assembly lies.</summary>
    public required string Project { get; init; }

    /// <summary>trainforge.yaml, when the project names another than the one in the root's folder.</summary>
    public string? Config { get; init; }

    public CaptureOptions Capture { get; init; } = new();

    public RedactionOptions Redaction { get; init; } = new();

    /// <summary>What could not be understood. The setting concerned has its default; without the settings of recording, nothing is recorded.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>Reads this process's environment and runtime configuration. Does not throw.</summary>
    public static RuntimeSettings Read() => Read(Environment.GetEnvironmentVariable);

    /// <summary>The same with an environment that was looked at before.</summary>
    public static RuntimeSettings Read(Func<string, string?> environment) =>
        Read(environment, key => AppContext.GetData(key) as string, AppContext.BaseDirectory);

    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="configured">Looks up what the package configured: runtime configuration, or a logger's parameters.</param>
    /// <param name="fallbackFolder">Where discovery starts when the project folder is unknown or gone, as on a machine that only runs tests.</param>
    public static RuntimeSettings Read(Func<string, string?> environment, Func<string, string?> configured, string fallbackFolder)
    {
        var problems = new List<Diagnostic>();
        var project = Text(configured(ProjectKey)) is { } folder && Directory.Exists(folder) ? folder : fallbackFolder;
        var capture = Section<CaptureOptions>(CaptureKey, configured(CaptureKey), problems);
        var redaction = Section<RedactionOptions>(RedactionKey, configured(RedactionKey), problems);
        var isKnown = capture is not null && redaction is not null && Text(configured(RefusedKey)) is null;

        return new RuntimeSettings
        {
            // Not even TRAINFORGE_ENABLED makes tests record by rules that nobody could read.
            Enabled = isKnown
                && (Switch(EnabledVariable, environment(EnabledVariable), problems)
                    ?? Switch(EnabledKey, configured(EnabledKey), problems)
                    ?? capture!.Enabled),
            Root = RootFinder.Find(option: null, environment(RootVariable), configured(RootKey), project).Folder,
            Tool = Text(configured(ToolKey)),
            Dataset = Text(configured(DatasetKey)),
            Project = project,
            Config = Text(configured(ConfigKey)),
            Capture = capture ?? new CaptureOptions(),
            Redaction = redaction ?? new RedactionOptions(),
            Problems = problems,
        };
    }

    private static T? Section<T>(string name, string? json, List<Diagnostic> problems)
        where T : class, ISection, new() =>
        Text(json) is { } text ? Parsed<T>(name, text, problems) : new T();

    // Alone, so that the JSON library is loaded only into processes that have something to read.
    private static T? Parsed<T>(string name, string json, List<Diagnostic> problems)
        where T : class, ISection, new()
    {
        try
        {
            return OptionReader.Read<T>(json);
        }
        catch (JsonException e)
        {
            problems.Add(Rules.RuntimeSettingUnreadable.Here(name, e.Message));
            return null;
        }
    }

    private static bool? Switch(string name, string? value, List<Diagnostic> problems)
    {
        value = Text(value);
        if (value is null)
        {
            return null;
        }

        if (Yes.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        if (No.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        problems.Add(Rules.SwitchNotUnderstood.Here(name, value));
        return null;
    }

    // A variable set to nothing is how shells unset one for a child.
    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
