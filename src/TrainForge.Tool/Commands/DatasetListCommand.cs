using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset list: every dataset and version below the root.</summary>
internal static class DatasetListCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("list", "List every dataset with its versions.");
        command.Runs(tool, (_, run) => Run(run));
        return command;
    }

    internal static int Run(ToolContext tool)
    {
        var root = tool.FindRoot();
        var damaged = new List<Diagnostic>();
        var datasets = DatasetVersions.List(root, damaged.Add);
        tool.Tell(damaged);
        tool.Print(
            datasets.Select(d => new { d.Name, Versions = d.Versions.Select(v => new { v.Version, v.Folder, v.Manifest.ContentHash, Train = v.Manifest.Rows(DatasetPaths.SftTrain), Valid = v.Manifest.Rows(DatasetPaths.SftValid), Pinned = DatasetPaths.IsPinned(v.Folder) }) }),
            text =>
            {
                foreach (var (dataset, version) in datasets.SelectMany(d => d.Versions.Select(v => (d, v))))
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataset.Name} {version.Version}  {DatasetText.Short(version.Manifest.ContentHash)}  {version.Manifest.Rows(DatasetPaths.SftTrain)} train, {version.Manifest.Rows(DatasetPaths.SftValid)} valid{(DatasetPaths.IsPinned(version.Folder) ? ", pinned" : "")}"));
                }

                if (datasets.Count == 0 && damaged.Count == 0)
                {
                    text.WriteLine($"No dataset in {root.Datasets}. 'trainforge dataset build' makes one from what tests recorded.");
                }
            });
        return ExitCode.Done;
    }
}
