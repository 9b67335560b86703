using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Runs.Training;

namespace TrainForge.Runs.Examples;

/// <summary>A dataset version as training sees it: whole, verified, its examples in the order of the file.</summary>
public sealed class TrainingDataset
{
    private static readonly IReadOnlySet<string> Unhashed = new HashSet<string>(StringComparer.Ordinal) { DatasetPaths.Provenance };

    private readonly DatasetVersion _version;

    private TrainingDataset(DatasetVersion version) => _version = version;

    public string Folder => _version.Folder;

    public string ContentHash => _version.Manifest.ContentHash;

    /// <summary>main@v0003</summary>
    public string Id => $"{_version.Manifest.Name}@{_version.Version}";

    /// <summary>'name' is its newest version, 'name@v0003' that one; nothing else is a dataset.</summary>
    public static TrainingDataset Open(TrainForgeRoot root, string wanted, CancellationToken cancel)
    {
        var parts = wanted.Split('@', 2);
        return Proved(DatasetVersions.Find(root, parts[0], parts.Length == 2 ? parts[1] : null), cancel);
    }

    /// <summary>The version a run was trained on: whichever version of that dataset holds those bytes, the newest first.</summary>
    public static TrainingDataset OfRun(TrainForgeRoot root, RunFolder run, CancellationToken cancel)
    {
        var name = run.Metadata.Dataset.Split('@', 2)[0];
        var version = DatasetVersions.List(root).FirstOrDefault(d => d.Name == name)?.Versions.LastOrDefault(v => v.Manifest.ContentHash == run.Metadata.DatasetHash)
            ?? throw new TrainForgeException(Rules.DatasetOfRunGone.Here(run.Id, run.Metadata.Dataset, run.Metadata.DatasetHash));
        return Proved(version, cancel);
    }

    private static TrainingDataset Proved(DatasetVersion version, CancellationToken cancel) =>
        Sha256Sums.Verify(version.Folder, Unhashed, cancel) is [var first, ..]
            ? throw new TrainForgeException(Rules.DatasetDamaged.Here(first.Path, version.Folder))
            : new TrainingDataset(version);

    /// <summary>Fails when the version was removed since it was opened.</summary>
    public void RequireThere(TrainForgeRoot root) => DatasetVersions.Find(root, _version.Manifest.Name, _version.Version);

    public IEnumerable<Example> Train(CancellationToken cancel) => Read(DatasetPaths.SftTrain, cancel);

    public IEnumerable<Example> Valid(CancellationToken cancel) => Read(DatasetPaths.SftValid, cancel);

    /// <summary>Everything a model of this dataset reads or writes, for training a tokenizer. Of the training side only.</summary>
    public IEnumerable<string> Texts(CancellationToken cancel)
    {
        foreach (var example in Train(cancel))
        {
            foreach (var tool in example.Tools)
            {
                yield return tool.Name;
                yield return tool.Description ?? "";
                yield return tool.Schema?.ToString() ?? "";
            }

            foreach (var part in example.Messages.SelectMany(m => m.Parts))
            {
                yield return part switch
                {
                    TextPart text => text.Text,
                    ReasoningPart reasoning => reasoning.Text,
                    ToolCallPart call => call.Call.Name + " " + call.Call.ArgumentsText,
                    ToolResultPart result => result.Text,
                    _ => "",
                };
            }
        }
    }

    private IEnumerable<Example> Read(string name, CancellationToken cancel)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (var example in ExampleFile.Read(path))
        {
            cancel.ThrowIfCancellationRequested();
            yield return example;
        }
    }
}
