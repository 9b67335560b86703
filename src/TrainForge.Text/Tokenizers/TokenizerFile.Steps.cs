using System.Text;
using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Text.Tokenizers;

/// <summary>The steps around the model: normalizer, pre-tokenizer, added tokens, post-processor, decoder.</summary>
internal sealed partial class TokenizerFile
{
    private IEnumerable<NormalizerStep> ReadNormalizer(JsonElement normalizer)
    {
        switch (Text(normalizer, "type"))
        {
            case "Sequence":
                return Has(normalizer, "normalizers", out var steps) ? [.. steps.EnumerateArray().SelectMany(ReadNormalizer)] : [];
            case "NFC":
                // Without Unicode tables the runtime hands text back as it came, which would give other ids in silence.
                return "e\u0301".Normalize(NormalizationForm.FormC) == "\u00e9"
                    ? [new ComposeStep()]
                    : throw new TrainForgeException(Rules.UnicodeTablesMissing.At(new SourcePoint(_name), _name));
            case "Prepend":
                return [new PrependStep(Text(normalizer, "prepend") ?? "")];
            case "Replace":
                var (old, with) = ReadReplace(normalizer);
                return [new ReplaceStep(old, with)];
            case var other:
                throw Unsupported("the normalizer", other ?? "", "NFC, Prepend, Replace, a Sequence of them, and none");
        }
    }

    private (string Old, string With) ReadReplace(JsonElement step)
    {
        var old = Has(step, "pattern", out var pattern) ? Text(pattern, "String") : null;
        return old is { Length: > 0 } && Text(step, "content") is { } with
            ? (old, with)
            : throw Unsupported("a Replace of", pattern.ValueKind == JsonValueKind.Undefined ? "" : pattern.GetRawText(), "texts that are not empty");
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

    // Byte-level, or the four steps that undo blanks as U+2581: Replace, ByteFallback, Fuse, Strip.
    private DecoderSteps ReadDecoder(JsonElement decoder)
    {
        switch (Text(decoder, "type"))
        {
            case "Sequence":
                var none = new DecoderSteps(false, null, false);
                return (Has(decoder, "decoders", out var list) ? list.EnumerateArray().Select(ReadDecoder) : []).Aggregate(none, (all, step) =>
                    new DecoderSteps(all.ByteLevel || step.ByteLevel, step.Replace ?? all.Replace, all.StripsFirstBlank || step.StripsFirstBlank));
            case "ByteLevel":
                return new DecoderSteps(true, null, false);
            case "ByteFallback" or "Fuse":
                return new DecoderSteps(false, null, false);
            case "Replace":
                return new DecoderSteps(false, ReadReplace(decoder), false);
            case "Strip" when Text(decoder, "content") == " " && Count(decoder, "start") <= 1 && Count(decoder, "stop") == 0:
                return new DecoderSteps(false, null, Count(decoder, "start") == 1);
            case var other:
                throw Unsupported("the decoder", other ?? "", "ByteLevel, Replace, ByteFallback, Fuse, Strip of one blank in front, and a Sequence of them");
        }
    }

    private static int Count(JsonElement owner, string key) => Has(owner, key, out var value) ? value.GetInt32() : 0;
}
