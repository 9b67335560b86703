using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>A "yes" of the glance lets JSON go unwalked, so it must never say it where the walk finds something.</summary>
public class JsonGlanceTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions { Phones = true, PrivateAddresses = true, ExtraPrefixes = ["acme_"], SecretNames = ["shoe_size"] });

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "\"", "\"", ":", ",", " ", "\\", "\\u0041", "\\\"", "password", "api_key", "şpassword", "shoe_size", "name", "value", "key", "raw", "Authorization", "note", "--token", "-", "ghp_", "sk-", "AKIA", "acme_x",
        "4111111111111111", "4111 1111", "12", "0.5", "-3", "1e9", "true", "null", "x", "word", "a8Kd3Qz7Rm1Vx5Tb9Wn2", "ada", "@x.io", "/home/", "é", "\ud83d\ude00", "[1]", "{}", "=", "Bearer ", "219-09-9999", "10.0.0.1", "\n",
    ];

    private static readonly string[] Names = ["note", "name", "value", "key", "password", "token_count", "shoe_size", "session", "id", "include", "clientSecret", "header", "şsecret", ""];

    private static readonly object?[] Leaves =
    [
        "a word", "", "-v", "--token", "correct-horse-battery", "ada@example.org", "/home/ada/x", "{\"password\":\"correct horse\"}", "[1,2]", "Authorization", "key=a8Kd3Qz7Rm1Vx5Tb9Wn2", "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
        "line\nline", "é", 12, 4111111111111111, 0.5, true, null, "4111 1111 1111 1111",
    ];

    [Theory]
    [InlineData("""{"number":"4711","include":["items","refunds"]}""")]
    [InlineData("""{"status":"shipped","total":129.5,"items":["lamp","cable"]}""")]
    [InlineData("""{ "name": "Ada", "city": "London", "open": true, "of": null }""")]
    [InlineData("[]")]
    public void What_tools_usually_take_and_give_is_known_to_be_clean(string json) => Assert.Equal((true, true), Redactor.IsCleanJsonBothWays(json));

    [Theory]
    [InlineData("""{"password":"correct horse"}""")]
    [InlineData("""{"shoe_size":"correct horse"}""")]
    [InlineData("""{"password" : 123456}""")]
    [InlineData("""{"secret":{"value":"correct horse battery"}}""")]
    [InlineData("""{"name":"Authorization","value":"correct horse battery"}""")]
    [InlineData("""["--token","correct-horse-battery"]""")]
    [InlineData("""{"card":4111111111111111}""")]
    [InlineData("""{"a":"{\"password\":\"correct horse\"}"}""")]
    [InlineData("""{"a":"correct ada@example.org horse"}""")]
    [InlineData("""{"ada@example.org":1}""")]
    [InlineData("""{"a":"\u0061da@example.org"}""")]
    public void What_the_walk_replaces_is_never_called_clean(string json) => Assert.Equal((false, false), Redactor.IsCleanJsonBothWays(json));

    [Fact]
    public void A_planted_secret_is_seen_wherever_it_stands()
    {
        foreach (var secret in Planted.Tokens)
        {
            foreach (var json in (string[])[$$"""{"a":"{{secret.Text}}"}""", $$"""{"a":["x","say {{secret.Text}} now"]}""", $$"""[{"{{secret.Text}}":1}]""", $$"""{"a":{{secret.Text}}}"""])
            {
                var (glance, walk) = Redactor.IsCleanJsonBothWays(json);
                Assert.False(walk, json);
                Assert.False(glance, json);
            }
        }
    }

    [Fact]
    public void On_texts_of_any_kind_a_yes_is_the_walks_own() => Holds(Gen.Elements(Pieces).ListOf().Select(p => $"{{{string.Concat(p)}}}"), 3000);

    [Fact]
    public void On_JSON_of_any_kind_a_yes_is_the_walks_own() => Holds(Value(3).Select(v => JsonSerializer.Serialize(v)), 3000);

    private static Gen<object?> Value(int depth) => depth == 0
        ? Gen.Elements(Leaves)
        : Gen.OneOf(
            Gen.Elements(Leaves),
            Value(depth - 1).ListOf().Select(list => (object?)list.Take(4).ToArray()),
            Gen.Zip(Gen.Elements(Names), Value(depth - 1)).ListOf().Select(pairs => (object?)pairs.Take(4).GroupBy(p => p.Item1).ToDictionary(g => g.Key, g => g.First().Item2)));

    private static void Holds(Gen<string> texts, int count) =>
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var (glance, walk) = Redactor.IsCleanJsonBothWays(text);
            return !glance || walk;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(2026, 1121));
}
