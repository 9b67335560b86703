using System.Text.Json.Nodes;
using TrainForge.Hashing;

namespace TrainForge.Runs.Models;

/// <summary>A model by the bytes of its files: two folders with the same identity train to the same bits.</summary>
public sealed record ModelIdentity(string Weights, string Config, string Text)
{
    public static ModelIdentity Of(ModelFolder model) => new(
        Weights: Combined(model.Path, model.WeightFiles),
        Config: Sha256.OfFile(Path.Combine(model.Path, ModelFolder.ConfigName)),
        Text: Combined(model.Path, [.. ModelFolder.TextFiles.Where(f => File.Exists(Path.Combine(model.Path, f)))]));

    // One file is its own hash; several are the hash of their names and hashes.
    private static string Combined(string folder, IReadOnlyList<string> files)
    {
        if (files is [var only])
        {
            return Sha256.OfFile(Path.Combine(folder, only));
        }

        var hashes = new JsonObject();
        foreach (var file in files)
        {
            hashes[file] = Sha256.OfFile(Path.Combine(folder, file));
        }

        return Fingerprint.Of(hashes.ToJsonString()).Hex;
    }
}
