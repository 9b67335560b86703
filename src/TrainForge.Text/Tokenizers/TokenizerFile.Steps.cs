using System.Text;
using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Text.Tokenizers;

/// <summary>The steps around the model: normalizer, pre-tokenizer, added tokens, post-processor, decoder.</summary>
internal sealed partial class TokenizerFile
{
    // True when the text is composed (NFC) first.
    private bool ReadNormalizer(JsonElement normalizer)
    {
        switch (Text(normalizer, "type"))
        {
            case "Sequence":
                return Has(normalizer, "normalizers", out var steps) && steps.EnumerateArray().Select(ReadNormalizer).ToArray().Contains(true);
            case "NFC":
                // Without Unicode tables the runtime hands text back as it came, which would give other ids in silence.
                return "e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9"
                    ? true
                    : throw new TrainForgeException(Rules.UnicodeTablesMissing.At(new SourcePoint(_name), _name));
            case var other:
                throw Unsupported("the normalizer", other ?? "", "NFC, a Sequence of it, and none");
        }
    }

    private PreTokenizer ReadPreTokenizer(JsonElement root, out bool byteLevel)
    {
        var steps = new List<PreTokenizerStep>();
        byteLevel = Has(root, "pre_tokenizer", out var pre) && AddSteps(pre, steps);
        return new PreTokenizer(steps);
    }

    private bool AddSteps(JsonElement pre, List<PreTokenizerStep> steps)
    {
        switch (Text(pre, "type"))
        {
            case "Sequence":
                return Has(pre, "pretokenizers", out var list) && list.EnumerateArray().Select(p => AddSteps(p, steps)).ToArray().Contains(true);
            case "ByteLevel":
                if (Flag(pre, "add_prefix_space", otherwise: true))
                {
                    steps.Add(new PrefixSpaceStep());
                }

                if (Flag(pre, "use_regex", otherwise: true))
                {
                    steps.Add(new SplitStep(SplitPattern.Gpt2));
                }

                return true;
            case "Digits":
                steps.Add(new DigitsStep(Flag(pre, "individual_digits")));
                return false;
            case "Split":
                steps.Add(new SplitStep(ReadSplit(pre)));
                return false;
            case var other:
                throw Unsupported("the pre-tokenizer", other ?? "", "ByteLevel, Split, Digits and a Sequence of them");
        }
    }

    private SplitPattern ReadSplit(JsonElement split)
    {
        var behavior = Text(split, "behavior");
        if (behavior != "Isolated" || Flag(split, "invert"))
        {
            throw Unsupported("a Split with behavior", Flag(split, "invert") ? behavior + ", inverted" : behavior ?? "", "Isolated, not inverted");
        }

        var regex = Has(split, "pattern", out var pattern) ? Text(pattern, "Regex") ?? pattern.GetRawText() : "";
        return SplitPatterns.Find(regex) ?? throw Unsupported("the split pattern", regex, SplitPatterns.Supported);
    }

    private List<AddedToken> ReadAdded(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Unreadable("Its 'added_tokens' is not a list.");
        }

        var added = new List<AddedToken>();
        foreach (var token in list.EnumerateArray())
        {
            var content = Text(token, "content");
            if (string.IsNullOrEmpty(content))
            {
                throw Inconsistent($"added token {added.Count} has no content");
            }

            if (!Has(token, "id", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out var id) || !TokenizerLimits.IsId(id))
            {
                throw Inconsistent($"the id of added token '{content}' is not a number from 0 to {TokenizerLimits.HighestId}");
            }

            var special = Flag(token, "special");
            added.Add(new AddedToken(id, content, special, Flag(token, "normalized", !special), Flag(token, "single_word"), Flag(token, "lstrip"), Flag(token, "rstrip")));
        }

        return added;
    }

    private void CheckAdded(List<AddedToken> added)
    {
        var owners = _ids.ToDictionary(e => e.Value, e => e.Key);
        var contents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in added)
        {
            if (!contents.Add(token.Content))
            {
                throw Inconsistent($"added token '{token.Content}' is listed twice");
            }

            if (owners.TryGetValue(token.Id, out var owner) && owner != token.Content)
            {
                throw Inconsistent($"id {token.Id} belongs to '{owner}' and to '{token.Content}'");
            }

            if (_ids.TryGetValue(token.Content, out var id) && id != token.Id)
            {
                throw Inconsistent($"token '{token.Content}' has the ids {id} and {token.Id}");
            }

            owners[token.Id] = token.Content;
        }
    }

    private (int[] Before, int[] After) ReadPostProcessor(JsonElement post)
    {
        switch (Text(post, "type"))
        {
            case "ByteLevel":
                return ([], []);
            case "Sequence":
                var parts = Has(post, "processors", out var list) ? list.EnumerateArray().Select(ReadPostProcessor).ToArray() : [];
                return ([.. parts.Reverse().SelectMany(p => p.Before)], [.. parts.SelectMany(p => p.After)]);
            case "TemplateProcessing":
                return ReadTemplate(post);
            case var other:
                throw Unsupported("the post-processor", other ?? "", "ByteLevel, TemplateProcessing and a Sequence of them");
        }
    }

    private (int[] Before, int[] After) ReadTemplate(JsonElement post)
    {
        var before = new List<int>();
        var after = new List<int>();
        var into = before;
        foreach (var step in Has(post, "single", out var single) ? single.EnumerateArray() : default)
        {
            if (Has(step, "Sequence", out _))
            {
                into = after;
            }
            else if (Has(step, "SpecialToken", out var token) && Text(token, "id") is { } name)
            {
                if (!Has(post, "special_tokens", out var tokens) || !Has(tokens, name, out var entry) || !Has(entry, "ids", out var ids))
                {
                    throw Inconsistent($"the post-processor speaks of '{name}' and gives it no ids");
                }

                into.AddRange(ids.EnumerateArray().Select(i => i.GetInt32()));
            }
        }

        return ([.. before], [.. after]);
    }

    private void CheckDecoder(IReadOnlyList<string> types)
    {
        foreach (var type in types.Where(t => t is not ("ByteLevel" or "Sequence")))
        {
            throw Unsupported("the decoder", type, "ByteLevel and a Sequence of it");
        }
    }

    private static List<string> Types(JsonElement decoder)
    {
        var types = new List<string> { Text(decoder, "type") ?? "" };
        if (Has(decoder, "decoders", out var list))
        {
            types.AddRange(list.EnumerateArray().SelectMany(Types));
        }

        return types;
    }
}
