using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Diagnostics;
using TrainForge.Text.Defaults;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Tests.Text.Tokenizers;

public class TokenizerTests
{
    private static readonly UTF8Encoding Utf8 = new();

    [Theory]
    [InlineData(SplitPattern.Gpt2)]
    [InlineData(SplitPattern.Llama3)]
    [InlineData(SplitPattern.Qwen2)]
    [InlineData(SplitPattern.None)]
    public void Decoding_gives_back_the_text_composed_and_well_formed(SplitPattern pattern)
    {
        var tokenizer = Samples.Tokenizer(pattern);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
            text is null || tokenizer.Decode(tokenizer.Encode(text)) == Canonical(text)));
        var random = new Random(5);
        for (var i = 0; i < 1000; i++)
        {
            var text = Samples.Next(random);
            Assert.Equal(Canonical(text), tokenizer.Decode(tokenizer.Encode(text)));
        }
    }

    // Which the runtime refuses to compose. It stands in texts that were read in the wrong order of bytes.
    [Fact]
    public void A_byte_order_mark_turned_round_is_text_like_any_other()
    {
        var tokenizer = Samples.Tokenizer();

        var tokens = tokenizer.EncodeWithSpans("e\u0301\uFFFE\u0301e\u0301");

        Assert.Equal("\u00e9\uFFFE\u0301\u00e9", tokenizer.Decode(tokens.Ids));
        Assert.Equal((0, 6), (tokens.Spans[0].Start, tokens.Spans[^1].End));
        Assert.NotEmpty(BpeTrainer.Train(["\uFFFE"], new BpeTrainerOptions { VocabularySize = 256 }, TestContext.Current.CancellationToken).ToJson());
    }

    [Fact]
    public void Spans_tile_the_text_and_the_ids_are_the_same_with_them()
    {
        var tokenizer = Samples.Tokenizer();
        var random = new Random(6);

        for (var i = 0; i < 1000; i++)
        {
            var text = Samples.Next(random);
            var tokens = tokenizer.EncodeWithSpans(text);

            Assert.Equal(tokenizer.Encode(text), tokens.Ids);
            Assert.Equal(tokens.Ids.Length, tokens.Spans.Length);
            Assert.Equal(0, tokens.Spans[0].Start);
            Assert.Equal(text.Length, tokens.Spans[^1].End);
            Assert.All(tokens.Spans.Zip(tokens.Spans.Skip(1)), pair => Assert.InRange(pair.Second.Start, pair.First.Start, pair.First.End));
        }
    }

    [Fact]
    public void A_special_token_is_one_id_unless_it_is_not_to_be_recognised()
    {
        var tokenizer = Samples.Tokenizer();
        var start = tokenizer.IdOf("<|im_start|>")!.Value;

        Assert.Equal([start], tokenizer.Encode("<|im_start|>"));
        Assert.DoesNotContain(start, tokenizer.Encode("<|im_start|>", recogniseSpecial: false));
        Assert.Equal("<|im_start|>", tokenizer.Decode(tokenizer.Encode("<|im_start|>", recogniseSpecial: false), skipSpecial: true));
        Assert.Equal("hi", tokenizer.Decode(tokenizer.Encode("<|im_start|>hi<|im_end|>"), skipSpecial: true));
    }

    [Fact]
    public void Streaming_holds_back_what_is_not_whole()
    {
        var tokenizer = Samples.Tokenizer();
        var ids = tokenizer.Encode("a𒀀b");
        var decoder = tokenizer.CreateDecoder();

        var pieces = ids.Select(decoder.Add).ToArray();

        Assert.DoesNotContain(pieces, p => p.Contains('\uFFFD', StringComparison.Ordinal));
        Assert.Equal("a𒀀b", string.Concat(pieces) + decoder.Finish());
        decoder.Add(ids[1]);
        Assert.Equal("\uFFFD", decoder.Finish());
    }

    [Fact]
    public void Threads_may_share_it()
    {
        var tokenizer = Samples.Tokenizer();
        var random = new Random(7);
        var texts = Enumerable.Range(0, 400).Select(_ => Samples.Next(random)).ToArray();
        var alone = texts.Select(t => tokenizer.Encode(t)).ToArray();

        var together = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(t => tokenizer.Encode(t)).ToArray();

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Merges_may_be_written_in_either_form()
    {
        var lists = JsonNode.Parse(Samples.Train(SplitPattern.Qwen2).ToJson())!;
        var merges = lists["model"]!["merges"]!.AsArray();
        lists["model"]!["merges"] = new JsonArray([.. merges.Select(m => (JsonNode)$"{m![0]} {m[1]}")]);

        var tokenizer = Load(lists);

        Assert.All(Samples.Corpus, text => Assert.Equal(Samples.Tokenizer().Encode(text), tokenizer.Encode(text)));
    }

    [Fact]
    public void An_added_token_strips_asks_for_whole_words_and_the_longest_wins()
    {
        var json = JsonNode.Parse(Samples.Train(SplitPattern.Qwen2).ToJson())!;
        var added = json["added_tokens"]!.AsArray();
        added.Add(Added(700, "<x>", lstrip: true, rstrip: true));
        added.Add(Added(701, "cat", singleWord: true));
        added.Add(Added(702, "<x>y"));
        var tokenizer = Load(json);

        Assert.Equal([700], tokenizer.Encode("  <x> \n"));
        Assert.Equal([702], tokenizer.Encode("<x>y"));
        Assert.Contains(701, tokenizer.Encode("a cat."));
        Assert.DoesNotContain(701, tokenizer.Encode("concat cats"));
    }

    [Fact]
    public void An_added_token_of_which_normalising_leaves_nothing_is_found_nowhere()
    {
        var json = JsonNode.Parse(Samples.Train(SplitPattern.Qwen2).ToJson())!;
        json["normalizer"] = JsonNode.Parse("""{"type":"Replace","pattern":{"String":"~"},"content":""}""");
        var token = Added(700, "~~");
        token["normalized"] = true;
        json["added_tokens"]!.AsArray().Add(token);

        Assert.Equal(Samples.Tokenizer().Encode("ab"), Load(json).Encode("a~~b"));
    }

    [Fact]
    public void A_blank_is_put_in_front_when_the_file_says_so_and_covers_nothing()
    {
        var json = JsonNode.Parse(Samples.Train(SplitPattern.Gpt2).ToJson())!;
        json["pre_tokenizer"]!["add_prefix_space"] = true;

        var tokens = Load(json).EncodeWithSpans("fox<|im_end|>fox");

        Assert.Equal(Load(json).Encode(" fox<|im_end|> fox"), tokens.Ids);
        Assert.Equal(0, tokens.Spans[0].Start);
        Assert.Equal(16, tokens.Spans[^1].End);
    }

    [Fact]
    public void A_template_puts_its_tokens_around_the_text_when_asked()
    {
        var json = JsonNode.Parse(Samples.Train(SplitPattern.Qwen2).ToJson())!;
        json["post_processor"] = JsonNode.Parse("""
            {"type":"Sequence","processors":[{"type":"ByteLevel"},{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<|endoftext|>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
             "special_tokens":{"<|endoftext|>":{"id":"<|endoftext|>","ids":[697],"tokens":["<|endoftext|>"]}}}]}
            """);
        var tokenizer = Load(json);

        Assert.Equal(697, tokenizer.Encode("hi", addSpecial: true)[0]);
        Assert.Equal(Samples.Tokenizer().Encode("hi"), tokenizer.Encode("hi"));
    }

    [Fact]
    public void Whole_words_win_over_merges_when_the_file_says_so()
    {
        var json = JsonNode.Parse(Samples.Train(SplitPattern.Qwen2).ToJson())!;
        json["model"]!["vocab"]!["quixotic"] = 800;

        Assert.DoesNotContain(800, Load(json).Encode("quixotic"));
        json["model"]!["ignore_merges"] = true;
        Assert.Equal([800], Load(json).Encode("quixotic"));
    }

    [Theory]
    [InlineData("{", "TF4050")]
    [InlineData("[]", "TF4050")]
    [InlineData("""{"model":7}""", "TF4050")]
    [InlineData("""{"model":{"type":"Unigram"}}""", "TF4051")]
    [InlineData("""{"model":{"type":"BPE","vocab":{}},"pre_tokenizer":{"type":"ByteLevel"}}""", "TF4052")]
    [InlineData("""{"model":{"type":"BPE","vocab":{}},"decoder":{"type":"WordPiece"}}""", "TF4051")]
    [InlineData("""{"model":{"type":"BPE","vocab":{}},"normalizer":{"type":"Lowercase"}}""", "TF4051")]
    [InlineData("""{"model":{"type":"Unigram"},"pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"}}""", "TF4051")]
    [InlineData("""{"model":{"type":"BPE","vocab":{}},"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":".+"},"behavior":"Isolated"}]},"decoder":{"type":"ByteLevel"}}""", "TF4051")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":1,"b":1}},"pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"}}""", "TF4052")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]},"pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"}}""", "TF4052")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":-4}},"pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"}}""", "TF4052")]
    [InlineData("""{"added_tokens":[7],"model":{"type":"BPE","vocab":{}},"pre_tokenizer":{"type":"ByteLevel"},"decoder":{"type":"ByteLevel"}}""", "TF4050")]
    public void Refuses_what_it_does_not_know(string json, string code)
    {
        var refused = Assert.Throws<TrainForgeException>(() => Tokenizer.Load(new MemoryStream(Utf8.GetBytes(json)), "t.json"));

        Assert.Equal(code, refused.Diagnostic.Rule.Code);
        Assert.Equal("t.json", refused.Diagnostic.Where.File);
    }

    [Fact]
    public void Refuses_an_id_without_a_token() =>
        Assert.Equal("TF4054", Assert.Throws<TrainForgeException>(() => Samples.Tokenizer().Decode([1, 100_000])).Diagnostic.Rule.Code);

    // The form of Llama 2 and its like: characters, blanks as U+2581, bytes for what the vocabulary does not have.
    [Fact]
    public void A_character_level_file_falls_back_to_bytes()
    {
        var vocab = new JsonObject { ["<unk>"] = 0 };
        foreach (var token in Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>").Concat(["\u2581", "h", "i", "\u2581h", "\u2581hi"]))
        {
            vocab[token] = vocab.Count;
        }

        var json = JsonNode.Parse("""
            {"normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]},
             "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]},
             "model":{"type":"BPE","unk_token":"<unk>","fuse_unk":true,"byte_fallback":true,"merges":["▁ h","▁h i"]}}
            """)!;
        json["model"]!["vocab"] = vocab;
        var tokenizer = Load(json);

        var tokens = tokenizer.EncodeWithSpans("hi hié🙂");

        Assert.Equal(["\u2581hi", "\u2581hi", "<0xC3>", "<0xA9>", "<0xF0>", "<0x9F>", "<0x99>", "<0x82>"], tokens.Ids.Select(tokenizer.TokenOf));
        Assert.Equal([new(0, 2), new(2, 5), new(5, 6), new(5, 6), new(6, 8), new(6, 8), new(6, 8), new(6, 8)], tokens.Spans);
        Assert.Equal("hi hié🙂", tokenizer.Decode(tokens.Ids));
    }

    // One merge that no text here calls for takes the way of all other vocabularies.
    [Fact]
    public void Tokens_that_are_bytes_come_out_the_same_as_by_cutting_into_words()
    {
        var bytes = JsonNode.Parse(DefaultTokenizer.Train([], 256 + DefaultTokenizer.SpecialTokens.Count, TestContext.Current.CancellationToken).TokenizerJson)!;
        var words = bytes.DeepClone();
        words["model"]!["vocab"]!["\u0100\u0101"] = 1000;
        words["model"]!["merges"] = new JsonArray("\u0100 \u0101");
        var (quick, usual) = (Load(bytes), Load(words));
        var random = new Random(11);

        for (var i = 0; i < 2000; i++)
        {
            var text = Samples.Next(random);
            var (one, other) = (quick.EncodeWithSpans(text), usual.EncodeWithSpans(text));
            Assert.Equal(other.Ids, one.Ids);
            Assert.Equal(other.Spans, one.Spans);
            Assert.Equal(other.Ids, quick.Encode(text));
        }

        Assert.Equal([1000], usual.Encode("\u0000\u0001"));
        Assert.Equal(2, quick.Encode("\u0000\u0001").Length);
    }

    private static string Canonical(string text) => Utf8.GetString(Utf8.GetBytes(text)).Normalize(NormalizationForm.FormC);

    private static Tokenizer Load(JsonNode json) => Tokenizer.Load(new MemoryStream(Utf8.GetBytes(json.ToJsonString())), "tokenizer.json");

    private static JsonObject Added(int id, string content, bool lstrip = false, bool rstrip = false, bool singleWord = false) => new()
    {
        ["id"] = id, ["content"] = content, ["single_word"] = singleWord, ["lstrip"] = lstrip, ["rstrip"] = rstrip, ["normalized"] = false, ["special"] = false,
    };
}
