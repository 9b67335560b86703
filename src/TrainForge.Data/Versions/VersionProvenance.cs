using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Versions;

/// <summary>What provenance.json says of a version as a whole. It is outside the hash, so it may be missing or broken: then nothing is known.</summary>
internal sealed record VersionProvenance(DateTimeOffset? Built, string? Builder, IReadOnlySet<string> Inputs)
{
    public static VersionProvenance? Read(string versionFolder)
    {
        var file = Path.Combine(versionFolder, DatasetPaths.Provenance);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonFields.Parse(File.ReadAllBytes(file), value =>
                new VersionProvenance(value.Time("built"), value.Text("builder"), value.Texts("inputs").ToHashSet(StringComparer.Ordinal)));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
