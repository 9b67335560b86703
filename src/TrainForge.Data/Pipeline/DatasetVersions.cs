using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Pipeline;

/// <summary>What datasets there are, by looking at the folders: no index can be out of step with them.</summary>
public static class DatasetVersions
{
    /// <summary>Every dataset with its versions, by name; datasets without a version are not there yet.</summary>
    /// <param name="passedOver">Told of versions whose record cannot be read.</param>
    public static IReadOnlyList<DatasetListing> List(TrainForgeRoot root, Action<Diagnostic>? passedOver = null) => !Directory.Exists(root.Datasets) ? [] :
    [
        .. Directory.EnumerateDirectories(root.Datasets).Order(StringComparer.Ordinal)
            .Select(folder => Readable(folder, passedOver).ToList())
            .Where(versions => versions.Count > 0)
            .Select(versions => new DatasetListing(versions[^1].Manifest.Name, versions))
            .OrderBy(d => d.Name, StringComparer.Ordinal),
    ];

    /// <param name="version">v0003; null takes the one that the last build came to.</param>
    public static DatasetVersion Find(TrainForgeRoot root, string name, string? version)
    {
        var versions = DatasetPaths.Versions(DatasetPaths.Folder(root, name));
        if (versions.Count == 0)
        {
            var others = List(root).Select(d => d.Name).ToList();
            throw new TrainForgeException(Rules.DatasetMissing.Here(name, root.Datasets, Nearest.Suggest(name, others)));
        }

        var folder = version is null ? DatasetPaths.Current(DatasetPaths.Folder(root, name)) : versions.FirstOrDefault(v => Path.GetFileName(v) == version);
        return folder is null
            ? throw new TrainForgeException(Rules.VersionMissing.Here(name, version!, string.Join(", ", versions.TakeLast(5).Select(Path.GetFileName)), Suggest(version!, [.. versions.Select(v => Path.GetFileName(v)!)])))
            : new DatasetVersion(Path.GetFileName(folder), folder, ReadManifest(folder));
    }

    /// <summary>Of a dataset, those whose record can be read, in order.</summary>
    internal static IEnumerable<DatasetVersion> Readable(string datasetFolder, Action<Diagnostic>? passedOver = null)
    {
        foreach (var folder in DatasetPaths.Versions(datasetFolder))
        {
            DatasetManifest manifest;
            try
            {
                manifest = ReadManifest(folder);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // Removed since the folder was listed: it is no version any more.
                continue;
            }
            catch (TrainForgeException e)
            {
                passedOver?.Invoke(Rules.VersionPassedOver.At(e.Diagnostic.Where, Path.GetFileName(folder), e.Diagnostic.Args[0]));
                continue;
            }

            yield return new DatasetVersion(Path.GetFileName(folder), folder, manifest);
        }
    }

    // Whoever types 3 or v3 means v0003.
    private static string Suggest(string version, IReadOnlyList<string> known) =>
        !int.TryParse(version.AsSpan().TrimStart("vV"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Nearest.Suggest(version, known)
        : known.Contains(VersionName.Of(number)) ? $" Did you mean '{VersionName.Of(number)}'?"
        : "";

    internal static DatasetManifest ReadManifest(string versionFolder)
    {
        var file = Path.Combine(versionFolder, DatasetPaths.Manifest);
        try
        {
            return ManifestJson.Read(File.ReadAllBytes(file));
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.DatasetRecordUnreadable.At(new SourcePoint(file), JsonFields.Sentence(e)), e);
        }
    }
}

public sealed record DatasetListing(string Name, IReadOnlyList<DatasetVersion> Versions);

public sealed record DatasetVersion(string Version, string Folder, DatasetManifest Manifest);
