using TrainForge.Data.Duplicates;
using TrainForge.Data.Pipeline.Caching;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Sources.Retention;
using TrainForge.Data.Versions;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Builds the next version of a dataset, or finds that there is one like it already. A version appears whole, under its name,
/// or not at all: it is written beside and renamed. One builder at a time; the next waits and then finds the work done.
/// </summary>
public static class DatasetBuilder
{
    private const string UnfinishedPrefix = ".building-";

    // A build takes seconds; whoever holds the lock this long hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<BuiltDataset> BuildAsync(DatasetBuildOptions options, CancellationToken cancel)
    {
        try
        {
            return await NextAsync(options, cancel);
        }
        catch (TrainForgeException e) when (SettingPlace.Told(e.Diagnostic, options.Places) is not null)
        {
            throw new TrainForgeException(SettingPlace.Told(e.Diagnostic, options.Places)!, e);
        }
    }

    private static async Task<BuiltDataset> NextAsync(DatasetBuildOptions options, CancellationToken cancel)
    {
        foreach (var problem in options.Root.Check())
        {
            throw new TrainForgeException(problem);
        }

        // Asked in the wrong folder, it must not make a root there.
        if (!Directory.Exists(options.Root.Folder))
        {
            throw new TrainForgeException(Rules.NothingRecorded.Here(options.Root.Stashes));
        }

        var folder = DatasetPaths.Folder(options.Root, options.Dataset.Name);
        PortablePath.RequireFits(Path.Combine(folder, UnfinishedPrefix + new string('0', 32), DatasetPaths.SftTrainTiny), "--root");
        using var alone = RootLock.Acquire(options.Root, cancel);
        using var turn = FileLock.Acquire(Path.Combine(folder, DatasetPaths.BuildLock), Patience, cancel);
        var cache = Path.Combine(options.Root.Cache, "datasets", PortableName.From(options.Dataset.Name));
        Sweep(folder);
        SpillFile.Sweep(cache);

        // The key of pseudonyms is one of the inputs: it must be there before they are looked at.
        _ = DatasetPipeline.Redactor(options);

        // Taken before anything is read: what changes meanwhile is a change for the next build.
        var inputs = new BuildInputs(options, only: null, cancel);
        var state = new InputState(options, inputs);
        if (!options.Force && state.Known(folder) is { } known)
        {
            return Retained(known, inputs, options, cancel);
        }

        if (options.Force)
        {
            ShardCache.Forget(cache);
        }

        var build = await BuildAsync(folder, inputs, cache, options, cancel);
        state.Remember(build);
        return Retained(build, inputs, options, cancel);
    }

    // What was passed over before anything was read, and only now that a version is there.
    private static BuiltDataset Retained(BuiltDataset build, BuildInputs inputs, DatasetBuildOptions options, CancellationToken cancel)
    {
        if (inputs.Selection is not { } stashes)
        {
            return build;
        }

        var retention = new StashRetention(options.Root, options.Clock).Remove(stashes, cancel);
        return build with { StashesRemoved = retention.Removed, Problems = [.. build.Problems, .. retention.Problems] };
    }

    private static async Task<BuiltDataset> BuildAsync(string folder, BuildInputs inputs, string cache, DatasetBuildOptions options, CancellationToken cancel)
    {
        try
        {
            using var content = await DatasetPipeline.RunAsync(inputs, Open, options, cancel);
            return Write(folder, content, options, cancel);
        }
        catch (StoreDamagedException)
        {
            // Nothing was lost that cannot be made again, and what is made now is not read before it is whole.
            ShardCache.Forget(cache);
        }

        using var again = await DatasetPipeline.RunAsync(inputs, Open, options, cancel);
        return Write(folder, again, options, cancel);

        ShardCache Open(string fingerprint) => ShardCache.Open(cache, fingerprint, options.Clock.GetUtcNow());
    }

    /// <summary>Writes a version into a folder of the caller's, for comparing. Everything is read, and nothing is remembered.</summary>
    /// <param name="workplace">A folder where the examples may lie meanwhile.</param>
    internal static async Task<DatasetManifest> RebuildAsync(string folder, string workplace, IReadOnlySet<string> places, DatasetBuildOptions options, CancellationToken cancel)
    {
        using var content = await DatasetPipeline.RunAsync(new BuildInputs(options, places, cancel), _ => ShardCache.Passing(workplace), options, cancel);
        return VersionFiles.Write(folder, content, options, cancel);
    }

    private static BuiltDataset Write(string folder, DatasetContent content, DatasetBuildOptions options, CancellationToken cancel)
    {
        var unfinished = Path.Combine(folder, $"{UnfinishedPrefix}{Guid.NewGuid():N}");
        try
        {
            var manifest = VersionFiles.Write(unfinished, content, options, cancel);
            var damaged = new List<Diagnostic>();
            if (DatasetVersions.Readable(folder, damaged.Add).Reverse().FirstOrDefault(v => v.Manifest.ContentHash == manifest.ContentHash && IsWhole(v)) is { } same)
            {
                if (!KnowsInputs(same.Folder, content))
                {
                    Provenance(same.Folder);
                }

                return Built(same.Folder, reused: true);
            }

            Provenance(unfinished);
            var next = Path.Combine(folder, VersionName.Of(NextNumber(folder)));
            Directory.Move(unfinished, next);
            return Built(next, reused: false);

            void Provenance(string version) => AtomicFile.WriteAllBytes(Path.Combine(version, DatasetPaths.Provenance), ProvenanceForm.ToPage(content, manifest.ContentHash, options));

            // Whoever is told that a version is there will train on it.
            bool IsWhole(DatasetVersion version)
            {
                var problems = Sha256Sums.Verify(version.Folder, VersionFiles.OutsideHash, cancel);
                damaged.AddRange(problems.Take(1).Select(p => Rules.VersionChanged.Here(version.Version, p.Path)));
                return problems.Count == 0;
            }

            BuiltDataset Built(string version, bool reused)
            {
                AtomicFile.WriteAllBytes(Path.Combine(folder, DatasetPaths.Index), WeekIndex.ToPage(Path.GetFileName(version), content));
                return new BuiltDataset(options.Dataset.Name, Path.GetFileName(version), version, manifest)
                {
                    Reused = reused,
                    Problems = [.. content.Sources.Problems, .. content.Tools?.Problems ?? [], .. damaged],
                    Notes = content.Sources.Notes,
                };
            }
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    // What a version was built from goes with the runs that are not kept; then it is verified from what came to the same.
    private static bool KnowsInputs(string version, DatasetContent content) =>
        VersionProvenance.Read(version) is { } known && known.Inputs.IsSubsetOf(content.Sources.Places);

    // Numbers are not given twice, even when the folder of one is broken.
    private static int NextNumber(string folder) =>
        Directory.EnumerateDirectories(folder).Select(d => VersionName.Parse(Path.GetFileName(d)) ?? 0).DefaultIfEmpty().Max() + 1;

    // What killed builds left. The lock is ours: nobody is at work on them.
    private static void Sweep(string folder)
    {
        foreach (var unfinished in Directory.EnumerateDirectories(folder, UnfinishedPrefix + "*"))
        {
            Directory.Delete(unfinished, recursive: true);
        }
    }
}

/// <summary>How a build ended.</summary>
/// <param name="Folder">Of the version.</param>
public sealed record BuiltDataset(string Name, string Version, string Folder, DatasetManifest Manifest)
{
    /// <summary>A version with the same bytes was there.</summary>
    public bool Reused { get; init; }

    /// <summary>Nothing that a build reads has changed, so nothing was read.</summary>
    public bool Unchanged { get; init; }

    /// <summary>Stashes beyond the last runs of their tests, which are gone now.</summary>
    public int StashesRemoved { get; init; }

    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>What the sources found, by stable name.</summary>
    public IReadOnlyDictionary<string, long> Notes { get; init; } = new Dictionary<string, long>();
}
