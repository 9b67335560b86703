using System.Text.Json;
using System.Text.Json.Serialization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Options;

namespace TrainForge.Data.Writers;

/// <summary>The settings a version was shaped by, as they stand in its manifest, and back again for building it once more.</summary>
internal static class EffectiveOptions
{
    private static readonly JsonSerializerOptions Reading = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static JsonText ToJson(DatasetBuildOptions options) =>
        JsonText.Parse($"{{\"dataset\":{OptionJson.Write(options.Dataset)},\"redaction\":{OptionJson.Write(options.Redaction)}}}");

    public static (DatasetOptions Dataset, RedactionOptions Redaction) Read(JsonText json)
    {
        var value = json.ToElement();
        return (value.GetProperty("dataset").Deserialize<DatasetOptions>(Reading)!, value.GetProperty("redaction").Deserialize<RedactionOptions>(Reading)!);
    }
}
