using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Diagnostics;
using TrainForge.Hashing;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Hashing;

public class CanonicalJsonTests
{
    private static readonly string[] Numbers =
        ["0", "-0", "1.0", "1.00", "1e0", "1E+05", "123456789012345678901234567890", "0.1", "-1.5e-400", "9007199254740993"];

    private static readonly string[] Strings =
        ["", "a", "B", "é", "e\u0301", "𠀀", "\uffff", "\"", "\\", "/", "\n", "\u0001", "\u007f", "\u2028", "<&'", "İ", "a.b", "aa"];

    [Theory]
    [InlineData(""" { "b" : 1 , "a" : [ true , false , null ] } """, """{"a":[true,false,null],"b":1}""")]
    [InlineData("""{"z":{"y":1,"x":2},"a":3,"m":[]}""", """{"a":3,"m":[],"z":{"x":2,"y":1}}""")]
    [InlineData("""[1.0,1.00,1e0,-0,123456789012345678901234567890]""", """[1.0,1.00,1e0,-0,123456789012345678901234567890]""")]
    [InlineData("""["\u0041\/\u00e9\u0022\u005c\u000A\u0001\u007f"]""", "[\"A/é\\\"\\\\\\n\\u0001\u007f\"]")]
    [InlineData("""["\ud83d\ude42"]""", """["🙂"]""")]
    [InlineData("""["\uD83D","\ude42\ud83d"]""", """["\ud83d","\ude42\ud83d"]""")]
    [InlineData("""{"aa":1,"B":2,"":3,"a":4}""", """{"":3,"B":2,"a":4,"aa":1}""")]
    [InlineData("""{"\uffff":1,"\ud800\udc00":2}""", "{\"𐀀\":2,\"\uffff\":1}")]
    [InlineData("\"x\"", "\"x\"")]
    [InlineData("{}", "{}")]
    public void Writes_the_one_form(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Of(json));

    [Fact]
    public void A_half_pair_in_the_text_is_the_escape_it_would_have_been() =>
        Assert.Equal("[\"\\ud800a\"]", CanonicalJson.Of("[\"\ud800a\"]"));

    [Fact]
    public void Any_value_in_any_dress_has_one_form() =>
        Check.One(Sampling.Of(300), Prop.ForAll(AnyTree().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (tree, seed) =>
        {
            var one = CanonicalJson.Of(Dressed(tree, new Random(seed)));
            var other = CanonicalJson.Of(Dressed(tree, new Random(seed + 1)));

            return one == other && CanonicalJson.Of(one) == one && Reads(one, tree) && HasKeysInOrder(JsonDocument.Parse(one).RootElement);
        }));

    [Theory]
    [InlineData("{\"a\":1,\n  \"a\":2}", 2, 3, "'a'")]
    [InlineData("{\"b\":1,\"a\":2,\"b\":3}", 1, 14, "'b'")]
    [InlineData("[{\"a\":1,\"\\u0061\":2}]", 1, 9, "'a'")]
    [InlineData("{\"x\":{\"k\":1,\"j\":2,\"k\":3}}", 1, 19, "'k'")]
    public void A_key_twice_is_refused_where_it_stands(string json, int line, int column, string key)
    {
        var e = Assert.Throws<TrainForgeException>(() => CanonicalJson.Of(Encoding.UTF8.GetBytes(json), "tools.json", JsonLimits.Default));

        Assert.Equal(("TF3011", new SourcePoint("tools.json", line, column)), (e.Diagnostic.Rule.Code, e.Diagnostic.Where));
        Assert.Contains(key, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{} {}")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("// no\n1")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData("NaN")]
    [InlineData("'a'")]
    [InlineData("\"\t\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"open")]
    [InlineData("{\"a\"}")]
    [InlineData("[1}")]
    [InlineData("\ufeff1")]
    public void What_is_not_JSON_is_refused(string json)
    {
        var e = Assert.Throws<TrainForgeException>(() => CanonicalJson.Of(json));

        Assert.Equal("TF3010", e.Diagnostic.Rule.Code);
        Assert.DoesNotContain("LineNumber", e.Message, StringComparison.Ordinal);
        Assert.True(e.Diagnostic.Where.Line > 0);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_where_they_stand()
    {
        byte[] json = [.. "[\"ok\",\n \""u8, 0xC3, 0x28, .. "\"]"u8];

        var e = Assert.Throws<TrainForgeException>(() => CanonicalJson.Of(json, "x.json", JsonLimits.Default));

        Assert.Equal("x.json(2,3): error TF3010: The JSON ends or turns wrong here: a byte that is not UTF-8. Correct it at this place.", e.Diagnostic.ToString());
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        static string Nested(int depth) => new string('[', depth) + new string(']', depth);

        Assert.Equal(Nested(64), CanonicalJson.Of(Nested(64)));
        var deep = Assert.Throws<TrainForgeException>(() => CanonicalJson.Of(Nested(65)));
        var hostile = Assert.Throws<TrainForgeException>(() => CanonicalJson.Of(new string('[', 1_000_000)));
        var large = Assert.Throws<TrainForgeException>(() => CanonicalJson.Of("[1,2]"u8, "", new JsonLimits { Bytes = 4 }));

        Assert.Equal(new[] { "TF3012", "TF3012", "TF3012" }, new[] { deep, hostile, large }.Select(e => e.Diagnostic.Rule.Code));
        Assert.Equal(65, deep.Diagnostic.Where.Column);
    }

    // Many keys out of order: the search for repetitions must not be quadratic.
    [Fact]
    public void A_hundred_thousand_keys_backwards_are_read()
    {
        var keys = Enumerable.Range(0, 100_000).Select(i => $"\"{100_000 - i:d6}\":{i}");

        Assert.StartsWith("{\"000001\":99999,", CanonicalJson.Of("{" + string.Join(',', keys) + "}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fingerprint_is_of_the_value_not_of_its_dress()
    {
        var print = Fingerprint.Of("""{ "b": 1, "a": 2 }""");

        Assert.Equal(print, Fingerprint.Of("""{"a":2,"b":1}"""u8));
        Assert.NotEqual(print, Fingerprint.Of("""{"a":2,"b":1.0}"""));
        Assert.Equal("d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772", print.Hex);
        Assert.Equal("d3626ac3", print.Short);
    }

    // A tree is what JSON says: text of a number, a string, a list, or pairs with unlike keys.
    private static Gen<object> AnyTree() => Gen.Sized(size => Tree(Math.Min(size, 30)));

    private static Gen<object> Tree(int size)
    {
        var leaf = Gen.OneOf(
            Gen.Elements(Numbers).Select(n => (object)new Number(n)),
            Text().Select(s => (object)s),
            Gen.Elements(true, false).Select(b => (object)b));
        if (size <= 1)
        {
            return leaf;
        }

        var inner = Tree(size / 3);
        return Gen.OneOf(
            leaf,
            Gen.ListOf(inner, 4).Select(l => (object)l.ToArray()),
            Gen.ListOf(Gen.Zip(Text(), inner), 6).Select(l => (object)l.DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.Item2)));
    }

    private static Gen<string> Text() => Gen.ListOf(Gen.Elements(Strings), 3).Select(string.Concat);

    private static string Dressed(object tree, Random random)
    {
        string Space() => new[] { "", " ", "\n", "\t\r\n" }[random.Next(4)];
        return tree switch
        {
            Number n => n.Text,
            bool b => b ? "true" : "false",
            string s => "\"" + string.Concat(s.Select(c => c < ' ' || c is '"' or '\\' || random.Next(3) == 0 ? $"\\u{(int)c:x4}" : c.ToString())) + "\"",
            object[] l => "[" + Space() + string.Join("," + Space(), l.Select(x => Dressed(x, random) + Space())) + "]",
            Dictionary<string, object> d => "{" + Space() + string.Join(",", Shuffled(d.ToArray(), random).Select(p => Space() + Dressed(p.Key, random) + ":" + Space() + Dressed(p.Value, random))) + "}",
            _ => throw new InvalidOperationException(),
        };
    }

    private static T[] Shuffled<T>(T[] items, Random random)
    {
        random.Shuffle(items);
        return items;
    }

    // Read back by another reader: every string, key and digit is still there.
    private static bool Reads(string json, object tree) => Same(JsonDocument.Parse(json).RootElement, tree);

    private static bool Same(JsonElement json, object tree) => tree switch
    {
        Number n => json.GetRawText() == n.Text,
        bool b => json.ValueKind == (b ? JsonValueKind.True : JsonValueKind.False),
        string s => json.GetString() == s,
        object[] l => json.GetArrayLength() == l.Length && json.EnumerateArray().Zip(l).All(p => Same(p.First, p.Second)),
        Dictionary<string, object> d => json.EnumerateObject().Count() == d.Count && d.All(p => Same(json.GetProperty(p.Key), p.Value)),
        _ => false,
    };

    private static bool HasKeysInOrder(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Select(p => p.Name).ToArray() is var keys
            && keys.SequenceEqual(keys.Order(StringComparer.Ordinal)) && json.EnumerateObject().All(p => HasKeysInOrder(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().All(HasKeysInOrder),
        _ => true,
    };

    private sealed record Number(string Text);
}
