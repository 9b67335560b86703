using System.Security.Cryptography;
using System.Text;
using TrainForge.Data.Decontamination;
using TrainForge.Data.Pipeline.Caching;
using TrainForge.Data.Quality;
using TrainForge.Data.Rendering;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Whether a build would see anything new, told by names, lengths and times of what it reads, its settings, the key of its pseudonyms and
/// its own code: a newer tool redacts and judges better, and nobody is to keep an old version unknowingly. Kept in cache/; deleting it
/// costs one build and changes nothing else.
/// </summary>
internal sealed class InputState
{
    private readonly string _file;
    private readonly string _state;

    public InputState(DatasetBuildOptions options, BuildInputs inputs)
        : this(options, inputs, OwnCode.Id)
    {
    }

    internal InputState(DatasetBuildOptions options, BuildInputs inputs, string code)
    {
        _file = Path.Combine(options.Root.Cache, "datasets", PortableName.From(options.Dataset.Name) + ".txt");
        _state = Digest(options, inputs, code);
    }

    public BuiltDataset? Known(string datasetFolder)
    {
        if (!File.Exists(_file) || File.ReadAllText(_file).Split('\n') is not [var state, var version, var hash, ..] || state != _state || VersionName.Parse(version) is null)
        {
            return null;
        }

        var folder = Path.Combine(datasetFolder, version);
        return File.Exists(Path.Combine(folder, DatasetPaths.Manifest)) && Readable(folder) is { } manifest && manifest.ContentHash == hash && HasItsFiles(folder, manifest)
            ? new BuiltDataset(manifest.Name, version, folder, manifest) { Reused = true, Unchanged = true }
            : null;
    }

    public void Remember(BuiltDataset build) => AtomicFile.WriteAllText(_file, $"{_state}\n{build.Version}\n{build.Manifest.ContentHash}\n");

    // Their bytes are read when somebody trains; that one is missing or cut short shows at once.
    private static bool HasItsFiles(string folder, DatasetManifest manifest) =>
        manifest.Files.All(file => new FileInfo(Path.Combine(folder, file.Path)) is { Exists: true } found && found.Length == file.Bytes);

    private static DatasetManifest? Readable(string folder)
    {
        try
        {
            return DatasetVersions.ReadManifest(folder);
        }
        catch (TrainForgeException)
        {
            // Damaged: a build will tell, or write a new one.
            return null;
        }
    }

    private static string Digest(DatasetBuildOptions options, BuildInputs inputs, string code)
    {
        var text = string.Join('\n', inputs.Files().Concat(TextModel.Stamps(options.Dataset.Rendering, options.BaseFolder)).Concat(SuiteFile.Stamps(options.Dataset.Decontamination.Against, options.BaseFolder)).Concat(ToolSignatures.Stamps(options.Dataset.ToolSchemas.Signatures, options.BaseFolder)).Prepend(CacheFingerprint.Key(options)).Prepend(EffectiveOptions.ToJson(options).Text).Prepend(code));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }
}
