using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Sources.Packs;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge sources list: every imported file, from when it is, on what terms, about which projects.</summary>
internal static class SourcesListCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("list", "List everything that was brought in, with its times, terms and projects.");
        command.Runs(tool, (_, run, cancel) => Task.FromResult(Run(run, cancel)));
        return command;
    }

    private static int Run(ToolContext tool, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        var imports = ImportList.Read(root, new DatasetOptions(), problem => tool.Tell([problem]), cancel);
        tool.Print(imports.Select(i => new { i.Kind, i.Name, i.Place, i.Bytes, i.Conversations, i.Started, i.Ended, i.Terms, i.Projects }), text =>
        {
            foreach (var import in imports)
            {
                text.WriteLine(Line(import));
            }

            if (imports.Count == 0)
            {
                text.WriteLine($"Nothing was brought in below {root.Folder}. See 'trainforge ingest --help'.");
            }
        });
        return ExitCode.Done;
    }

    internal static string Line(Import import) =>
        string.Create(CultureInfo.InvariantCulture, $"{import.Kind} {import.Name}  {(import.Conversations == 0 ? "no conversation, so of no use" : Counted.Of(import.Conversations, "conversation"))}, {Sizes.Text(import.Bytes)}, {Days(import)}, {import.Terms.License ?? "license unknown"}{string.Concat(import.Projects.Select(p => ", " + p))}");

    private static string Days(Import import) =>
        import.Ended is not { } ended ? "without times"
        : import.Started is { } started && started.UtcDateTime.Date != ended.UtcDateTime.Date ? string.Create(CultureInfo.InvariantCulture, $"{started.UtcDateTime:yyyy-MM-dd} to {ended.UtcDateTime:yyyy-MM-dd}")
        : ended.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
