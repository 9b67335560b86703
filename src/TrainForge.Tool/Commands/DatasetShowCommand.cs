using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset show: what a version holds, and what was left out of it and why.</summary>
internal static class DatasetShowCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("show", "Show what a version holds, and what was left out of it and why.");
        var naming = new DatasetNaming(command);
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run) =>
        {
            var configuration = settings.Load(line, run);
            return run.Tell(configuration.Problems) is not ExitCode.Done and var code ? code : Run(naming.Find(line, configuration, run), run);
        });
        return command;
    }

    internal static int Run(DatasetVersion version, ToolContext tool)
    {
        var manifest = version.Manifest;
        tool.Print(
            new { manifest.Name, version.Version, version.Folder, manifest.ContentHash, manifest.Groups, manifest.Files, manifest.Stages, manifest.Tools, manifest.Commands, manifest.Models, manifest.Redactions, manifest.Splits, manifest.Tokens, manifest.Terms, manifest.Hashes, manifest.Drift, Pinned = DatasetPaths.IsPinned(version.Folder) },
            text =>
            {
                text.WriteLine($"{manifest.Name} {version.Version} in {version.Folder}");
                text.WriteLine($"content {manifest.ContentHash}");
                if (DatasetPaths.IsPinned(version.Folder))
                {
                    text.WriteLine($"pinned{(DatasetPinCommand.Reason(version) is { Length: > 0 } reason ? $": {reason}" : "")}");
                }

                foreach (var file in manifest.Files.Where(f => f.Rows > 0))
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {file.Path,-22} {file.Rows,7} {Counted.Word(file.Rows, "row"),-4} {file.Bytes,11} {Counted.Word(file.Bytes, "byte")}"));
                }

                DatasetText.Stages(text, manifest);
                Bars.Write(text, "models that wrote the answers", manifest.Models);
                Bars.Write(text, "calls of tools", manifest.Tools);
                Bars.Write(text, "calls trained on", manifest.Commands);
                Bars.Write(text, "redacted", manifest.Redactions);
                Bars.Write(text, "calls that today's form of their tool refuses", manifest.Drift.ToDictionary(d => $"{d.Tool} {d.Field} ({d.Keyword})", d => d.Calls, StringComparer.Ordinal));
                foreach (var (file, tokens) in manifest.Tokens?.Files ?? new Dictionary<string, TokenCount>())
                {
                    Bars.Write(text, string.Create(CultureInfo.InvariantCulture, $"tokens of {file}: {tokens.Tokens}, of which {tokens.Trained} trained; examples by length up to"), tokens.Lengths.OrderBy(l => long.Parse(l.Key, CultureInfo.InvariantCulture)));
                }
            });
        return ExitCode.Done;
    }
}
