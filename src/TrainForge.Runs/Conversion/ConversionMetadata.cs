using System.Text.Json.Nodes;

namespace TrainForge.Runs.Conversion;

/// <summary>metadata.json of a conversion.</summary>
public sealed record ConversionMetadata
{
    public const string FileName = "metadata.json";
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required string ConvFp { get; init; }

    public required string ParentSpecFp { get; init; }

    public required string ParentExecFp { get; init; }

    public required int ParentVariant { get; init; }

    public required string Format { get; init; }

    /// <summary>What the fingerprint is of.</summary>
    public required JsonObject Settings { get; init; }

    public required string DatasetHash { get; init; }

    public required string ToolVersion { get; init; }

    public required bool Completed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
