using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Datasets;

/// <summary>The token counts of a manifest.</summary>
internal static class TokensJson
{
    public static void Write(Utf8JsonWriter json, TokenCounts counts)
    {
        json.WriteStartObject("tokens");
        json.WriteString("tokenizer", counts.Tokenizer);
        json.WriteStartObject("files");
        foreach (var (path, count) in counts.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(path);
            json.WriteNumber("examples", count.Examples);
            json.WriteNumber("tokens", count.Tokens);
            json.WriteNumber("trained", count.Trained);
            json.WriteNumber("longest", count.Longest);
            json.WriteStartObject("lengths");
            foreach (var (length, examples) in count.Lengths.OrderBy(l => l.Key.Length).ThenBy(l => l.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(length, examples);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static TokenCounts Read(JsonElement value) => new(
        value.RequiredText("tokenizer"),
        value.Field("files") is not { } files ? new Dictionary<string, TokenCount>() : files.EnumerateObject().ToDictionary(
            f => f.Name,
            f => new TokenCount(f.Value.Long("examples") ?? 0, f.Value.Long("tokens") ?? 0, f.Value.Long("trained") ?? 0, f.Value.Long("longest") ?? 0, ManifestJson.Counts(f.Value, "lengths")),
            StringComparer.Ordinal));
}
