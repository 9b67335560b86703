using System.Text.Json;
using TrainForge.Data.Decontamination;
using TrainForge.Data.Quality;
using TrainForge.Data.Rendering;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Builds a version once more from what it was built from, with the settings it was built with, and compares every byte.
/// What was recorded since does not matter; what was taken away since makes it impossible to tell.
/// </summary>
public static class DatasetVerification
{
    private const string WorkPrefix = "verify-";

    public static async Task<DatasetProof> RunAsync(DatasetVersion version, DatasetBuildOptions options, CancellationToken cancel)
    {
        var damaged = Sha256Sums.Verify(version.Folder, VersionFiles.OutsideHash, cancel);
        if (damaged.Count > 0)
        {
            return new DatasetProof([.. damaged.Select(d => Rules.DatasetDamaged.Here(d.Path, version.Folder))], CanTell: true);
        }

        using var alone = RootLock.Acquire(options.Root, cancel);
        Sweep(options.Root);
        var places = Inputs(version);
        var gone = places.Where(p => !BuildInputs.Exists(options.Root, p)).Order(StringComparer.Ordinal).ToList();
        if (gone.Count > 0)
        {
            return new DatasetProof([Rules.InputsGone.Here(version.Version, gone.Count, gone[0])], CanTell: false);
        }

        var (dataset, redaction) = EffectiveOptions.Read(version.Manifest.Options);
        dataset = dataset with { Rendering = options.Dataset.Rendering with { Arguments = dataset.Rendering.Arguments } };
        dataset = dataset with { ToolSchemas = dataset.ToolSchemas with { Signatures = version.Manifest.Hashes.ContainsKey(ToolSignatures.HashName) ? options.Dataset.ToolSchemas.Signatures : "" } };
        if ((OtherText(version, dataset, options) ?? OtherSuites(version, dataset, options) ?? OtherTools(version, dataset, options)) is { } other)
        {
            return new DatasetProof([other], CanTell: false);
        }

        // Without the key every name would be another one, and a new key is not ours to make.
        if (redaction.Pseudonyms && !File.Exists(Path.Combine(options.Root.Folder, PseudonymKey.FileName)))
        {
            return new DatasetProof([Rules.InputsGone.Here(version.Version, 1, PseudonymKey.FileName)], CanTell: false);
        }

        var folder = Path.Combine(options.Root.Cache, $"{WorkPrefix}{Guid.NewGuid():N}");
        try
        {
            var rebuilt = Path.Combine(folder, "version");
            var manifest = await DatasetBuilder.RebuildAsync(rebuilt, Path.Combine(folder, "examples"), places, options with { Dataset = dataset, Redaction = redaction }, cancel);
            var differences = Differences(version.Folder, rebuilt).Select(path => Rules.DatasetDiffers.Here(path, version.Folder)).ToList();
            return new DatasetProof([.. differences.Count == 0 ? [] : StageComparison.FirstDifference(version.Manifest.Stages, manifest.Stages, version.Version), .. differences], CanTell: true);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // What killed verifications left: whoever holds the root is alone.
    private static void Sweep(TrainForgeRoot root)
    {
        foreach (var left in Directory.Exists(root.Cache) ? Directory.EnumerateDirectories(root.Cache, WorkPrefix + "*") : [])
        {
            Directory.Delete(left, recursive: true);
        }
    }

    // Where tokenizer and template lie now, the settings of today say; that they are the same, their hashes.
    private static Diagnostic? OtherText(DatasetVersion version, DatasetOptions dataset, DatasetBuildOptions options)
    {
        var hashes = TextModel.Load(dataset.Rendering, options.BaseFolder).Hashes;
        var other = hashes.Keys.FirstOrDefault(name => version.Manifest.Hashes.TryGetValue(name, out var then) && then != hashes[name]);
        return other is null ? null : Rules.RenderingDiffers.Here(version.Version, other, hashes[other], version.Manifest.Hashes[other]);
    }

    private static Diagnostic? OtherSuites(DatasetVersion version, DatasetOptions dataset, DatasetBuildOptions options)
    {
        if (!version.Manifest.Hashes.TryGetValue(SuiteFile.HashName, out var then))
        {
            return null;
        }

        try
        {
            var now = SuiteFile.HashOf(SuiteFile.Find(dataset.Decontamination.Against, options.BaseFolder));
            return now == then ? null : Rules.SuitesChanged.Here(version.Version, then, now);
        }
        catch (TrainForgeException e)
        {
            // One is no longer there: then as little can be told as when it says something else.
            return e.Diagnostic;
        }
    }

    private static Diagnostic? OtherTools(DatasetVersion version, DatasetOptions dataset, DatasetBuildOptions options)
    {
        if (!version.Manifest.Hashes.TryGetValue(ToolSignatures.HashName, out var then))
        {
            return null;
        }

        try
        {
            var now = ToolSignatures.Load(dataset.ToolSchemas.Signatures, options.BaseFolder)?.Hash ?? "none";
            return now == then ? null : Rules.ToolSignaturesChanged.Here(version.Version, then, now);
        }
        catch (TrainForgeException e)
        {
            return e.Diagnostic;
        }
    }

    private static IReadOnlySet<string> Inputs(DatasetVersion version)
    {
        var file = Path.Combine(version.Folder, DatasetPaths.Provenance);
        try
        {
            return ProvenanceForm.Inputs(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new TrainForgeException(Rules.DatasetRecordUnreadable.At(new SourcePoint(file), e.Message), e);
        }
    }

    private static IEnumerable<string> Differences(string before, string after)
    {
        var (old, now) = (Sums(before), Sums(after));
        return old.Keys.Union(now.Keys, StringComparer.Ordinal).Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).Order(StringComparer.Ordinal);
    }

    // The lists were checked, or just written: a line is a hash, two spaces and a path.
    private static Dictionary<string, string> Sums(string folder) =>
        File.ReadAllLines(Path.Combine(folder, DatasetPaths.Sums)).ToDictionary(l => l[66..], l => l[..64], StringComparer.Ordinal);
}

/// <summary>What a verification found. Without problems, every byte is as it was.</summary>
/// <param name="CanTell">False when what the version was built from is no longer there.</param>
public sealed record DatasetProof(IReadOnlyList<Diagnostic> Problems, bool CanTell);
