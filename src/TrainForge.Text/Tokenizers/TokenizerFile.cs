using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Text.Tokenizers;

/// <summary>
/// Reads tokenizer.json: byte-level byte-pair models with the split patterns of <see cref="SplitPatterns"/>, and character-level ones that fall
/// back to bytes and write blanks as U+2581.
/// What it does not know it refuses by name; reading past a setting would give other ids than the model was trained on.
/// </summary>
internal sealed partial class TokenizerFile
{
    private const string Models = "BPE models, byte-level or with byte fallback";

    private readonly string _name;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    private TokenizerFile(string name) => _name = name;

    public static TokenizerParts Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainForgeException(Rules.TokenizerUnreadable.At(new SourcePoint(path), path, e.Message), e);
        }
    }

    public static TokenizerParts Read(Stream stream, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(stream);
            return new TokenizerFile(name).Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new TrainForgeException(Rules.TokenizerUnreadable.At(new SourcePoint(name, (int)(e.LineNumber ?? -1) + 1), name, "It is not JSON."), e);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // What System.Text.Json throws when a value has another kind than the one asked for.
            throw new TrainForgeException(Rules.TokenizerUnreadable.At(new SourcePoint(name), name, "A value in it has the wrong type."), e);
        }
    }

    private TokenizerParts Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !Has(root, "model", out var model))
        {
            throw Unreadable("It has no 'model'.");
        }

        var decoder = Has(root, "decoder", out var d) ? ReadDecoder(d) : new DecoderSteps(false, null, false);
        var pre = ReadPreTokenizer(root, out var preIsByteLevel);
        if (decoder.ByteLevel != preIsByteLevel)
        {
            throw Inconsistent("of its pre-tokenizer and its decoder only one is ByteLevel");
        }

        var added = Has(root, "added_tokens", out var list) ? ReadAdded(list) : [];
        var pairs = ReadModel(model, decoder);
        CheckAdded(added);
        var (before, after) = Has(root, "post_processor", out var post) ? ReadPostProcessor(post) : ([], []);
        return new TokenizerParts
        {
            Name = _name,
            Model = pairs,
            Added = added,
            Normalizer = Has(root, "normalizer", out var normalizer) ? [.. ReadNormalizer(normalizer)] : [],
            PreTokenizer = pre,
            Before = before,
            After = after,
            StripsFirstBlank = decoder.StripsFirstBlank,
        };
    }

    private BytePairModel ReadModel(JsonElement model, DecoderSteps decoder)
    {
        if ((Text(model, "type") ?? "BPE") is var type && type != "BPE")
        {
            throw Unsupported("a model of type", type, Models);
        }

        foreach (var setting in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (Text(model, setting) is { Length: > 0 } value)
            {
                throw Unsupported($"'{setting}'", value, Models + " without it");
            }
        }

        if (Has(model, "dropout", out var dropout) && dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() > 0)
        {
            throw Unsupported("'dropout'", dropout.GetRawText(), "models without it, so that a text always has the same ids");
        }

        if (!Has(model, "vocab", out var vocab) || vocab.ValueKind != JsonValueKind.Object)
        {
            throw Unreadable("Its 'model.vocab' is not an object of tokens and ids.");
        }

        foreach (var entry in vocab.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var id) || !TokenizerLimits.IsId(id))
            {
                throw Inconsistent($"the id of token '{entry.Name}' is {entry.Value.GetRawText()}, not a number from 0 to {TokenizerLimits.HighestId}");
            }

            if (!_ids.TryAdd(entry.Name, id))
            {
                throw Inconsistent($"token '{entry.Name}' is listed twice");
            }
        }

        if (_ids.GroupBy(e => e.Value).FirstOrDefault(g => g.Count() > 1) is { } twins)
        {
            throw Inconsistent($"id {twins.Key} belongs to '{twins.First().Key}' and to '{twins.Last().Key}'");
        }

        var merges = Has(model, "merges", out var m) ? ReadMerges(m) : [];
        int? unknown = Text(model, "unk_token") is { Length: > 0 } unk ? Id(unk, "unk_token") : null;
        return new BytePairModel(_ids, merges, decoder.ByteLevel, Flag(model, "ignore_merges"), Flag(model, "byte_fallback"), unknown, Flag(model, "fuse_unk"))
        {
            DecodedAs = decoder.Replace,
        };
    }

    // Two spellings are in use: "a b" and ["a", "b"].
    private List<(int Left, int Right, int Merged)> ReadMerges(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Unreadable("Its 'model.merges' is not a list.");
        }

        var merges = new List<(int Left, int Right, int Merged)>(list.GetArrayLength());
        foreach (var merge in list.EnumerateArray())
        {
            var parts = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString()!.Split(' '),
                JsonValueKind.Array => [.. merge.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : "")],
                _ => [],
            };
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
            {
                throw Inconsistent($"merge {merges.Count} is {merge.GetRawText()}, not two tokens");
            }

            var place = $"merge {merges.Count}";
            merges.Add((Id(parts[0], place), Id(parts[1], place), Id(parts[0] + parts[1], place)));
        }

        return merges;
    }

    private int Id(string token, string usedBy) =>
        _ids.TryGetValue(token, out var id) ? id : throw Inconsistent($"{usedBy} speaks of token '{token}', which is not in the vocabulary");

    private sealed record DecoderSteps(bool ByteLevel, (string Old, string With)? Replace, bool StripsFirstBlank);

    private static bool Has(JsonElement owner, string key, out JsonElement value) =>
        owner.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement owner, string key) =>
        Has(owner, key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement owner, string key, bool otherwise = false) =>
        Has(owner, key, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;

    private TrainForgeException Unreadable(string why) => new(Rules.TokenizerUnreadable.At(new SourcePoint(_name), _name, why));

    private TrainForgeException Unsupported(string what, string value, string supported) =>
        new(Rules.TokenizerUnsupported.At(new SourcePoint(_name), _name, what, value, supported));

    private TrainForgeException Inconsistent(string what) => new(Rules.TokenizerInconsistent.At(new SourcePoint(_name), _name, what));
}
