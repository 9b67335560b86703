using System.CommandLine;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>--config, --env and --set, for every command that reads trainforge.yaml.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string?> _config = new("--config") { Description = "The configuration. Default: trainforge.yaml, found upwards from here.", HelpName = "file" };
    private readonly Option<string?> _environment = new("--env") { Description = "The environment, one of those in trainforge.yaml.", HelpName = "name" };
    private readonly Option<string[]> _set = new("--set") { Description = "One setting for this run: training.epochs=3. May be repeated; the last one wins.", HelpName = "key=value", DefaultValueFactory = _ => [] };

    public SettingsOptions(Command command)
    {
        command.Add(_config);
        command.Add(_environment);
        command.Add(_set);
    }

    /// <summary>The settings after every merge, problems included: look at them before using the options.</summary>
    /// <param name="more">What the command's own options and arguments set; they win.</param>
    public Configuration Load(ParseResult line, ToolContext tool, params IEnumerable<SettingOverride> more)
    {
        var problems = new List<Diagnostic>();
        var overrides = FromEnvironment(tool, problems).Concat(line.GetValue(_set)!.SelectMany(text => FromSet(text, problems))).Concat(more);
        var loaded = ConfigurationLoader.Load(new ConfigurationRequest
        {
            Folder = tool.Folder,
            File = line.GetValue(_config),
            Environment = line.GetValue(_environment),
            Overrides = [.. overrides],
        });
        return loaded with { Problems = [.. problems, .. loaded.Problems] };
    }

    // The switch is understood in one place, so that the tool and the tests agree on what 'off' is.
    private static SettingOverride[] FromEnvironment(ToolContext tool, List<Diagnostic> problems)
    {
        if (string.IsNullOrWhiteSpace(tool.Environment(RuntimeSettings.EnabledVariable)))
        {
            return [];
        }

        var read = RuntimeSettings.Read(tool.Environment, _ => null, tool.Folder);
        problems.AddRange(read.Problems);
        return read.Problems.Count > 0 ? [] : [new SettingOverride("capture.enabled", read.Enabled ? "true" : "false", RuntimeSettings.EnabledVariable)];
    }

    private static IEnumerable<SettingOverride> FromSet(string text, List<Diagnostic> problems)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
        {
            problems.Add(Rules.OverrideMalformed.Here(text));
            yield break;
        }

        yield return new SettingOverride(text[..at], text[(at + 1)..], $"--set {text[..at]}");
    }
}
