using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Exports;
using TrainForge.Data.Pipeline;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset export: a version in the form of a trainer or a service.</summary>
internal static class DatasetExportCommand
{
    private static readonly IReadOnlyDictionary<string, ExportKind> Kinds = Enum.GetValues<ExportKind>().ToDictionary(kind => Setting.KeyOf(kind.ToString()), StringComparer.Ordinal);

    public static Command Create(ToolContext tool)
    {
        Argument<string?> version = new("version") { Description = "A version such as v0003, a dataset, or both: name@v0003. Default: what the last build of dataset.name came to.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> named = new("--name") { Description = "Name of the dataset. Default: dataset.name.", HelpName = "name" };
        Option<string> profile = new("--profile") { Description = $"For whom: {string.Join(", ", DatasetExport.Profiles)}.", HelpName = "name", Required = true };
        Option<string> folder = new("--out") { Description = "The folder to write: new, empty, or an earlier export.", HelpName = "folder", Required = true };
        Option<string?> kind = new("--kind") { Description = "One kind alone: sft, dpo or kto. Default: every kind there is.", HelpName = "kind" };
        Option<bool> turns = new("--turns") { Description = "A row for each turn that counts, instead of one for each conversation." };
        Option<bool> allow = new("--allow-unknown-terms") { Description = "Export rows too whose licence or consent nobody named." };
        var command = new Command("export", "Write a version in the form of a trainer or a service.") { version, named, profile, folder, kind, turns, allow };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var configuration = settings.Load(line, run);
            if (run.Tell([.. Check(line.GetValue(kind)), .. configuration.Problems]) is not ExitCode.Done and var code)
            {
                return Task.FromResult(code);
            }

            var dataset = configuration.Options.Dataset;
            return Task.FromResult(Run(
                new ExportRequest
                {
                    Version = Find(line.GetValue(version), line.GetValue(named) ?? dataset.Name, run),
                    Profile = line.GetValue(profile)!,
                    Folder = Path.GetFullPath(line.GetValue(folder)!, run.Folder),
                    Kind = line.GetValue(kind) is { } only ? Kinds[only] : null,
                    Turns = line.GetValue(turns),
                    AllowUnknownTerms = line.GetValue(allow) || dataset.Export.AllowUnknownTerms,
                },
                run,
                cancel));
        });
        return command;
    }

    private static IEnumerable<Diagnostic> Check(string? kind)
    {
        if (kind is not null && !Kinds.ContainsKey(kind))
        {
            yield return Rules.OptionOutOfRange.Here("--kind", $"'{kind}'", "one of " + string.Join(", ", Kinds.Keys));
        }
    }

    private static int Run(ExportRequest request, ToolContext tool, CancellationToken cancel)
    {
        DatasetExport.Require(request.Profile);
        tool.Begin();
        var exported = DatasetExport.Run(request, cancel);
        var (name, version) = (request.Version.Manifest.Name, request.Version.Version);
        tool.Print(
            new { Name = name, version, request.Profile, exported.Folder, exported.Files, exported.LeftOut },
            text =>
            {
                foreach (var (path, rows) in exported.Files)
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {path,-18} {rows,7} {Counted.Word(rows, "row")}"));
                }

                if (exported.LeftOut.Count > 0)
                {
                    text.WriteLine("  left out, for there is no form: " + string.Join(", ", exported.LeftOut.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value}"))));
                }

                text.WriteLine($"{name} {version} for {request.Profile} in {exported.Folder}");
            });
        return ExitCode.Done;
    }

    private static DatasetVersion Find(string? wanted, string name, ToolContext tool) => wanted?.Split('@', 2) switch
    {
        [var dataset, var version] => DatasetVersions.Find(tool.FindRoot(), dataset, version),
        [var version] when Datasets.VersionName.Parse(version) is not null => DatasetVersions.Find(tool.FindRoot(), name, version),
        [var dataset] => DatasetVersions.Find(tool.FindRoot(), dataset, version: null),
        _ => DatasetVersions.Find(tool.FindRoot(), name, version: null),
    };
}
