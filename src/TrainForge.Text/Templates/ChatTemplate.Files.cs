using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Text.Templates;

public sealed partial class ChatTemplate
{
    private const string ConfigurationFile = "tokenizer_config.json";

    private static readonly string[] TokenNames = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    /// <summary>
    /// Reads the template of a model's folder, of its tokenizer_config.json, or a .jinja file. In a folder chat_template.jinja wins over
    /// chat_template.json and over the configuration. Where there are several by name, 'tool_use' is taken when there are tools, else 'default'.
    /// Special tokens come from the tokenizer_config.json in the same folder.
    /// </summary>
    public static ChatTemplate Load(string path, bool withTools = false, TemplateLimits? limits = null)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            var configuration = Path.Combine(folder, ConfigurationFile);
            var tokens = File.Exists(configuration) ? ReadTokens(configuration) : null;
            foreach (var file in Directory.Exists(path) ? Candidates(folder, withTools) : [path])
            {
                var source = Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase) ? ReadJson(file, withTools) : File.ReadAllText(file);
                if (source is not null)
                {
                    return Parse(source, file, tokens, limits);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainForgeException(Rules.TemplateMissing.At(new SourcePoint(path), path), e);
        }

        throw new TrainForgeException(Rules.TemplateMissing.At(new SourcePoint(path), path));
    }

    private static IEnumerable<string> Candidates(string folder, bool withTools)
    {
        string[] names = withTools
            ? [Path.Combine("additional_chat_templates", "tool_use.jinja"), "chat_template.jinja", "chat_template.json", ConfigurationFile]
            : ["chat_template.jinja", "chat_template.json", ConfigurationFile];
        return names.Select(n => Path.Combine(folder, n)).Where(File.Exists);
    }

    private static string? ReadJson(string file, bool withTools)
    {
        using var json = Open(file);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("chat_template", out var template))
        {
            return null;
        }

        if (template.ValueKind != JsonValueKind.Array)
        {
            return template.ValueKind == JsonValueKind.String ? template.GetString() : null;
        }

        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in template.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object))
        {
            if (Text(entry, "name") is { } name && Text(entry, "template") is { } source)
            {
                named[name] = source;
            }
        }

        return withTools && named.TryGetValue("tool_use", out var forTools) ? forTools : named.GetValueOrDefault("default");
    }

    private static Dictionary<string, string> ReadTokens(string file)
    {
        using var json = Open(file);
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in json.RootElement.ValueKind == JsonValueKind.Object ? TokenNames : [])
        {
            // A token is written as its text or as a map that holds it.
            var token = Text(json.RootElement, name)
                ?? (json.RootElement.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object ? Text(map, "content") : null);
            if (token is not null)
            {
                tokens[name] = token;
            }
        }

        return tokens;
    }

    private static string? Text(JsonElement owner, string key) =>
        owner.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonDocument Open(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonDocument.Parse(stream);
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.TemplateSyntax.At(new SourcePoint(file, (int)(e.LineNumber ?? -1) + 1), file, "It is not JSON"), e);
        }
    }
}
