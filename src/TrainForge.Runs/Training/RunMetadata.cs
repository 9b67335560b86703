using System.Text.Json.Nodes;

namespace TrainForge.Runs.Training;

/// <summary>metadata.json of a run. Paths in it are relative to the root or as the user gave them; the identity is in the hashes.</summary>
public sealed record RunMetadata
{
    public const string FileName = "metadata.json";
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required string SpecFp { get; init; }

    public required string ExecFp { get; init; }

    public required int Variant { get; init; }

    public required string Environment { get; init; }

    public required string Model { get; init; }

    /// <summary>The spec itself, so that a fingerprint can be recomputed and explained.</summary>
    public required JsonObject Spec { get; init; }

    public required JsonObject Exec { get; init; }

    public required string Base { get; init; }

    public required string Dataset { get; init; }

    public required string DatasetHash { get; init; }

    public required string ToolVersion { get; init; }

    public required RunStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }
}

public sealed record RunStatus(TrainingStatus Training);

public sealed record TrainingStatus(bool Completed)
{
    public string? CheckpointPath { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public double? Seconds { get; init; }
}
