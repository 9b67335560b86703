using System.Text.Json;
using System.Text.Json.Nodes;
using TrainForge.Engine;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Runs.Models;

namespace TrainForge.Runs.Fingerprints;

/// <summary>
/// What a run is identified by: the effective settings after every merge and the bytes they apply to. Where things lie, how they
/// are named and when it happened never enter; a run moved to another machine keeps its name.
/// </summary>
public sealed record RunSpec(JsonObject Spec, JsonObject Exec)
{
    public const string EmbeddedTrainer = "embedded";

    public Fingerprint SpecFingerprint { get; } = Fingerprint.Of(Spec.ToJsonString());

    public Fingerprint ExecFingerprint { get; } = Fingerprint.Of(Exec.ToJsonString());

    /// <summary>spec-1234abcd_exec-5678ef01</summary>
    public string FolderName => $"spec-{SpecFingerprint.Short}_exec-{ExecFingerprint.Short}";

    public static RunSpec Of(ModelIdentity model, string datasetHash, TrainingOptions training) => new(
        new JsonObject
        {
            ["base"] = new JsonObject { ["config"] = model.Config, ["weights"] = model.Weights },
            ["dataset"] = datasetHash,
            ["text"] = model.Text,
            ["training"] = Effective(training),
        },
        new JsonObject
        {
            ["contract"] = EngineContract.Number,
            ["trainer"] = EmbeddedTrainer,
        });

    // The mode says what to do with a run, the base's path says where it lies: neither says what is trained.
    private static JsonObject Effective(TrainingOptions training)
    {
        var all = JsonNode.Parse(OptionJson.Write(training))!.AsObject();
        all.Remove(JsonNamingPolicy.SnakeCaseLower.ConvertName(nameof(TrainingOptions.Mode)));
        all.Remove(JsonNamingPolicy.SnakeCaseLower.ConvertName(nameof(TrainingOptions.Base)));
        return all;
    }
}
