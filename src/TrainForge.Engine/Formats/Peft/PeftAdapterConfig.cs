using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Engine.Models;

namespace TrainForge.Engine.Formats.Peft;

/// <summary>
/// adapter_config.json. Few keys are written on purpose: loaders refuse keys they do not know, and every one of them knows these.
/// Reading is strict about what would change an answer: an adapter that is not plain LoRA is refused, not approximated.
/// </summary>
public sealed record PeftAdapterConfig(LoraOptions Lora, string? BaseModel = null, string? Revision = null)
{
    private static readonly string[] MustBeFalse = ["use_dora", "fan_in_fan_out", "lora_bias"];

    private static readonly string[] MustBeEmpty =
        ["modules_to_save", "rank_pattern", "alpha_pattern", "layers_to_transform", "layers_pattern", "exclude_modules", "target_parameters", "trainable_token_indices"];

    public static PeftAdapterConfig Read(Stream stream, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(new ConfigValues(document.RootElement, file), document.RootElement, file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new TrainForgeException(Rules.ModelConfigUnreadable.Here(file, "it is not JSON"), e);
        }
    }

    /// <summary>Indented, keys in the order of the alphabet, ending with a line break. Same adapter, same bytes.</summary>
    public void Write(Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartObject("alpha_pattern");
            json.WriteEndObject();
            json.WriteString("base_model_name_or_path", BaseModel);
            json.WriteString("bias", "none");
            json.WriteBoolean("fan_in_fan_out", false);
            json.WriteBoolean("inference_mode", true);
            json.WriteBoolean("init_lora_weights", true);
            json.WriteNumber("lora_alpha", Lora.Alpha);
            json.WriteNumber("lora_dropout", Lora.Dropout);
            json.WriteNull("modules_to_save");
            json.WriteString("peft_type", "LORA");
            json.WriteNumber("r", Lora.Rank);
            json.WriteStartObject("rank_pattern");
            json.WriteEndObject();
            json.WriteString("revision", Revision);
            json.WriteStartArray("target_modules");
            foreach (var target in SortedTargets())
            {
                json.WriteStringValue(target);
            }

            json.WriteEndArray();
            json.WriteString("task_type", "CAUSAL_LM");
            json.WriteBoolean("use_dora", false);
            json.WriteBoolean("use_rslora", Lora.RankStabilized);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    private SortedSet<string> SortedTargets() => new(Lora.Targets, StringComparer.Ordinal);

    private static PeftAdapterConfig Read(ConfigValues values, JsonElement root, string file)
    {
        var type = values.Text("peft_type", "");
        Refuse(type != "LORA", file, "peft_type", type, "'LORA'");
        var bias = values.Text("bias", "none");
        Refuse(bias != "none", file, "bias", bias, "'none'");
        foreach (var name in MustBeFalse)
        {
            Refuse(values.Flag(name, false), file, name, "true", "false");
        }

        foreach (var name in MustBeEmpty)
        {
            Refuse(values.Has(name) && !IsEmpty(root.GetProperty(name)), file, name, values.Raw(name), "adapters without it");
        }

        var lora = new LoraOptions
        {
            Rank = values.Size("r", 8),
            Alpha = values.Number("lora_alpha", 8),
            Dropout = values.Number("lora_dropout", 0),
            RankStabilized = values.Flag("use_rslora", false),
            Targets = ReadTargets(values, root, file),
        };
        lora.Require();
        return new PeftAdapterConfig(
            lora,
            values.Has("base_model_name_or_path") ? values.Text("base_model_name_or_path", "") : null,
            values.Has("revision") ? values.Text("revision", "") : null);
    }

    // A list of names, or one word for all of them. A text is otherwise a regular expression, which is not run here.
    private static IReadOnlyList<string> ReadTargets(ConfigValues values, JsonElement root, string file)
    {
        if (!values.Has("target_modules"))
        {
            return ["q_proj", "v_proj"];
        }

        if (root.GetProperty("target_modules").ValueKind != JsonValueKind.String)
        {
            return values.Texts("target_modules");
        }

        var text = values.Text("target_modules", "");
        Refuse(text != "all-linear", file, "target_modules", text, "a list of names, or 'all-linear'");
        return new LoraOptions().Targets;
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().MoveNext(),
        _ => false,
    };

    private static void Refuse(bool when, string file, string setting, string value, string known)
    {
        if (when)
        {
            throw new TrainForgeException(Rules.AdapterUnsupported.Here(file, setting, value, known));
        }
    }
}
