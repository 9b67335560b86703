using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>The JSON schema of trainforge.yaml, for editors. The loader is the judge; the schema says the same earlier.</summary>
public static class ConfigurationSchema
{
    public const string FileName = "trainforge.schema.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var root = Section(typeof(ProjectOptions));
        var environments = new JsonObject
        {
            ["description"] = ConfigurationLoader.EnvironmentsAbout,
            ["type"] = new JsonArray("object", "null"),
            ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(PathOrNothing(), new JsonObject { ["$ref"] = "#" }) },
        };
        root["properties"]!.AsObject().Add(ConfigurationLoader.EnvironmentsKey, environments);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "trainforge.yaml",
        };
        foreach (var (name, value) in root)
        {
            schema[name] = value!.DeepClone();
        }

        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(Type section)
    {
        var properties = new JsonObject();
        foreach (var setting in Setting.Of(section))
        {
            properties.Add(setting.Key, One(setting));
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject One(Setting setting)
    {
        var schema = new JsonObject { ["description"] = setting.About.Description };
        switch (setting.Kind)
        {
            case SettingKind.Section:
                schema["anyOf"] = new JsonArray(PathOrNothing(), Section(setting.SectionType!));
                return schema;
            case SettingKind.Sections:
                schema["type"] = new JsonArray("object", "null");
                schema["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, Section(setting.SectionType!)) };
                return schema;
            case SettingKind.Texts:
                schema["type"] = new JsonArray("array", "null");
                schema["items"] = new JsonObject { ["type"] = "string" };
                Bounds(schema, setting, "minItems", "maxItems");
                break;
            case SettingKind.Choice:
                schema["enum"] = new JsonArray([.. setting.Choices.Select(c => (JsonNode)c!), null]);
                break;
            case SettingKind.Switch:
                schema["type"] = new JsonArray("boolean", "null");
                break;
            case SettingKind.Text:
                schema["type"] = new JsonArray("string", "null");
                Bounds(schema, setting, "minLength", "maxLength");
                break;
            default:
                schema["type"] = new JsonArray(setting.Kind == SettingKind.WholeNumber ? "integer" : "number", "null");
                Bounds(schema, setting, setting.About.AboveMin ? "exclusiveMinimum" : "minimum", "maximum");
                break;
        }

        schema["default"] = JsonNode.Parse(OptionJson.Write(setting.Default, setting));
        return schema;
    }

    private static void Bounds(JsonObject schema, Setting setting, string low, string high)
    {
        if (double.IsFinite(setting.About.Min))
        {
            schema[low] = Number(setting.About.Min);
        }

        if (double.IsFinite(setting.About.Max))
        {
            schema[high] = Number(setting.About.Max);
        }
    }

    // 10000 and not 1E+04.
    private static JsonValue Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(value);

    private static JsonObject PathOrNothing() => new() { ["description"] = "The path of a YAML file that holds the section.", ["type"] = new JsonArray("string", "null") };
}
