using System.Text.Json.Nodes;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Runs.Training;

namespace TrainForge.Runs.Conversion;

/// <summary>conversion/&lt;env&gt;/&lt;model&gt;/&lt;parent&gt;/conv-&lt;8&gt;: named by the parent's fingerprints and by what the conversion was asked for.</summary>
public sealed class ConversionFolder
{
    // Raised when the same request would give other bytes.
    private const int WriterNumber = 1;

    private static readonly IReadOnlySet<string> Unhashed = new HashSet<string>(StringComparer.Ordinal) { ConversionMetadata.FileName };

    public ConversionFolder(TrainForgeRoot root, RunFolder parent, ModelFormat format, string encoding)
    {
        Parent = parent;
        Format = format;
        Settings = new JsonObject
        {
            ["encoding"] = encoding,
            ["exec_fp"] = parent.Metadata.ExecFp,
            ["format"] = Setting.KeyOf(format.ToString()),
            ["spec_fp"] = parent.Metadata.SpecFp,
            ["writer"] = WriterNumber,
        };
        Fingerprint = Fingerprint.Of(Settings.ToJsonString());
        Path = PortablePath.RequireFits(
            System.IO.Path.Combine(
                root.Conversion, PortableName.From(parent.Metadata.Environment), PortableName.From(parent.Metadata.Model),
                parent.Id.Replace('/', '_'), "conv-" + Fingerprint.Short),
            "--root");
    }

    public RunFolder Parent { get; }

    public ModelFormat Format { get; }

    public JsonObject Settings { get; }

    public Fingerprint Fingerprint { get; }

    public string Path { get; }

    /// <summary>Beside the folder, so that replacing the folder never removes a lock that is held.</summary>
    public string LockPath => Path + ".lock";

    public bool IsComplete(CancellationToken cancel)
    {
        var metadata = System.IO.Path.Combine(Path, ConversionMetadata.FileName);
        return File.Exists(metadata)
            && RunsJson.Read<ConversionMetadata>(metadata).Completed
            && Sha256Sums.Verify(Path, Unhashed, cancel).Count == 0;
    }

    public void Finish(string toolVersion, DateTimeOffset now, CancellationToken cancel)
    {
        Sha256Sums.Write(Path, Unhashed, cancel);
        RunsJson.Write(System.IO.Path.Combine(Path, ConversionMetadata.FileName), new ConversionMetadata
        {
            ConvFp = Fingerprint.Hex,
            ParentSpecFp = Parent.Metadata.SpecFp,
            ParentExecFp = Parent.Metadata.ExecFp,
            ParentVariant = Parent.Metadata.Variant,
            Format = Setting.KeyOf(Format.ToString()),
            Settings = Settings,
            DatasetHash = Parent.Metadata.DatasetHash,
            ToolVersion = toolVersion,
            Completed = true,
            CreatedAt = now,
        });
    }
}
