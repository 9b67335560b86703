using System.Globalization;
using TrainForge.Files;
using TrainForge.Runs.Fingerprints;

namespace TrainForge.Runs.Training;

/// <summary>Where the variants of one spec lie, which of them can be reused, and what the next one is called.</summary>
internal sealed class RunFolders
{
    private const string Setting = "--root";

    public RunFolders(TrainForgeRoot root, string environment, string model, RunSpec spec)
    {
        Folder = Path.Combine(root.FinalTraining, PortableName.From(environment), PortableName.From(model), spec.FolderName);
        LockPath = Path.Combine(root.FinalTraining, PortableName.From(environment), PortableName.From(model), $".{spec.FolderName}.lock");
    }

    public string Folder { get; }

    /// <summary>Beside the folder: whoever deletes the folder must not delete the lock under a running training.</summary>
    public string LockPath { get; }

    /// <summary>The highest variant that is complete and holds the bytes it claims.</summary>
    public RunFolder? Reusable(CancellationToken cancel) =>
        Variants().OrderByDescending(v => v.Number).Select(v => RunFolder.Open(v.Path)).OfType<RunFolder>().FirstOrDefault(r => r.WhyIncomplete(cancel).Count == 0);

    /// <summary>The next number is one above the highest, whatever state that one is in: nothing is ever trained over.</summary>
    public (int Number, string Path) Next()
    {
        var next = Variants().Select(v => v.Number).DefaultIfEmpty(0).Max() + 1;
        var path = Path.Combine(Folder, "v" + next.ToString(CultureInfo.InvariantCulture));
        PortablePath.RequireFits(Path.Combine(path, RunFolder.CheckpointName, Models.ModelFolder.IndexName), Setting);
        return (next, path);
    }

    private IEnumerable<(int Number, string Path)> Variants() =>
        from path in RunFolder.Folders(Folder)
        let name = Path.GetFileName(path)
        where name.StartsWith('v') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select (int.Parse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture), path);
}
