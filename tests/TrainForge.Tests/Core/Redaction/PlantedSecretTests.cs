using System.Text;
using System.Text.Json;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>Every class in every carrier: nothing may be left of it, by any door.</summary>
public class PlantedSecretTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    private static readonly (string Name, Func<string, string> Put)[] Carriers =
    [
        ("alone", s => s),
        ("prose", s => $"Before it {s} and after it."),
        ("sentence end", s => $"The value is {s}."),
        ("quotes", s => $"var x = \"{s}\";"),
        ("single quotes", s => $"x = '{s}'"),
        ("backticks", s => $"use `{s}` here"),
        ("brackets", s => $"[{s}]({s})"),
        ("json value", s => $$"""{"note":"see {{s}} there","n":1.50}"""),
        ("json key", s => $$"""{"{{s}}":true}"""),
        ("json array", s => $$"""["a","{{s}}",3]"""),
        ("json in json", s => JsonSerializer.Serialize(new { body = JsonSerializer.Serialize(new { inner = $"x {s} y" }) })),
        ("json in json in json", s => JsonSerializer.Serialize(new { a = JsonSerializer.Serialize(new { b = JsonSerializer.Serialize(new { c = s }) }) })),
        ("escaped line end", s => JsonSerializer.Serialize(new { log = $"first\n{s}\nlast\t{s}" })),
        ("url query", s => $"https://api.service.io/v1/items?q=1&ref={s}&x=2"),
        ("shell", s => $"export THING={s} && run --opt {s} | tee out.log"),
        ("log", s => $"2026-11-21T06:31:25.114Z INFO [worker-3] sent {s} in 12 ms"),
        ("colour", s => $"\u001b[31m{s}\u001b[0m"),
        ("csv", s => $"1,{s},2026-11-21"),
        ("diff", s => $"-{"old"}\n+{s}\n"),
        ("xml", s => $"<item>{s}</item>"),
        ("yaml", s => $"list:\n  - {s}\n"),
        ("two", s => $"{s} {s}"),
    ];

    public static TheoryData<int> Tokens() => [.. Enumerable.Range(0, Planted.Tokens.Count)];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Is_gone_from_every_carrier(int index)
    {
        var secret = Planted.Tokens[index];

        Assert.All(Carriers, carrier =>
        {
            var text = carrier.Put(secret.Text);
            foreach (var (door, open) in Doors)
            {
                var counts = new RedactionCounts();
                var clean = open(text, counts);

                Assert.False(clean.Contains(secret.Core, StringComparison.Ordinal), $"{secret.Class} leaks through {door} in '{carrier.Name}': {clean}");
                Assert.True(counts[secret.Class] > 0, $"{secret.Class} in '{carrier.Name}' was counted as {string.Join(", ", counts.ByName().Keys)} by {door}: {clean}");
                Assert.Equal(clean, open(clean, new RedactionCounts()));
            }
        });
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\\n")]
    [InlineData("\\\\n")]
    [InlineData("\r\n")]
    public void A_private_key_is_gone_whatever_became_of_its_line_ends(string lineEnd)
    {
        var block = Planted.PrivateKey.Replace("\n", lineEnd, StringComparison.Ordinal);

        foreach (var text in new[] { block, $"key = \"{block}\"; rest", $$"""{"pem":"{{block}}","n":1}""" })
        {
            var clean = Redactor.Redact(text, new RedactionCounts());

            Assert.DoesNotContain("MII", clean, StringComparison.Ordinal);
            Assert.DoesNotContain("END RSA", clean, StringComparison.Ordinal);
            Assert.Contains("[REDACTED:private-key]", clean, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_private_key_without_an_end_is_withheld_as_far_as_it_goes()
    {
        var cut = Planted.PrivateKey[..120];

        Assert.Equal("x [REDACTED:private-key]", Redactor.Redact("x " + cut, new RedactionCounts()));
    }

    [Fact]
    public void An_AWS_secret_beside_its_key_is_found_without_a_name()
    {
        var secret = Planted.Body("", 40, "a8Kd3Qz7Rm1Vx5Tb9Wn2Yc6Hf4Jg0Lp/+");
        var key = Planted.Tokens.First(t => t.Class == RedactionClass.AwsAccessKey).Text;
        var counts = new RedactionCounts();

        var clean = Redactor.Redact($"User name,Access key ID,Secret access key\nada,{key},{secret}\n", counts);

        Assert.Equal("User name,Access key ID,Secret access key\nada,[REDACTED:aws-access-key],[REDACTED:aws-secret-key]\n", clean);
        Assert.Equal(1, counts[RedactionClass.AwsSecretKey]);
    }

    private static (string Name, Func<string, RedactionCounts, string> Open)[] Doors =>
    [
        ("text", Redactor.Redact),
        ("utf8", (text, counts) =>
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            return Redactor.Redact(Encoding.UTF8.GetBytes(text), output, counts) ? Encoding.UTF8.GetString(output.WrittenSpan) : text;
        }),
        ("json", Redactor.RedactJson),
        ("json string", (text, counts) => JsonSerializer.Deserialize<string>(Redactor.RedactJson(JsonSerializer.Serialize(text), counts))!),
    ];
}
