using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>What holds for every text. Texts are put together from pieces that patterns begin, end or break with.</summary>
public class RedactorPropertyTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions { Phones = true, PrivateAddresses = true, ExtraPrefixes = ["acme_"] });

    private static readonly string[] Pieces =
    [
        "password", "pwd", "token", "secret", "api_key", "Authorization", "Cookie", "key", "value", "=", ":", ": ", " = ", "=>", "\"", "'", "\\\"", "\\n", "\n", " ", ";", ",", "&", "<", ">", "</", "/", "//", "://", "@", "%40", "\\u0022",
        "{", "}", "[", "]", "(", ")", "$(", "${", "-", "--", "-----", "BEGIN PRIVATE KEY", "END", "sk-", "ghp_", "eyJ", "AKIA", "hf_", "acme_", ".env", "/home/", "C:\\Users\\", "\\\\", "ada", "x.io", "Bearer ", "Basic ", "4111", "1111", "219-09-9999", "+1",
        "10.0.0.1", "a8Kd3Qz7Rm1Vx5Tb9Wn2", "null", "string", "é", "中", "\ud83d\ude00", "[REDACTED:password]", "[REDACTED:", "_", ".", "~", "\u001b[31m", "\0",
    ];

    private static readonly Arbitrary<string> Texts = Gen.Elements(Pieces).ListOf().Select(p => string.Concat(p)).ToArbitrary();

    [Fact]
    public void Redacting_again_changes_nothing() => Holds(text =>
    {
        var once = Redactor.Redact(text, new RedactionCounts());
        var counts = new RedactionCounts();

        return Redactor.Redact(once, counts) == once && counts.Total == 0;
    });

    [Fact]
    public void UTF8_and_UTF16_agree() => Holds(text =>
    {
        var output = new ArrayBufferWriter<byte>();
        var (bytes, characters) = (new RedactionCounts(), new RedactionCounts());
        var fromBytes = Redactor.Redact(Encoding.UTF8.GetBytes(text), output, bytes) ? Encoding.UTF8.GetString(output.WrittenSpan) : text;

        return fromBytes == Redactor.Redact(text, characters) && bytes.Total == characters.Total;
    });

    [Fact]
    public void JSON_stays_JSON_and_settles() => Holds(text =>
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, object> { ["text"] = text, [text] = new[] { text }, ["password"] = text + "x" });
        var once = Redactor.RedactJson(json, new RedactionCounts());
        using var document = JsonDocument.Parse(once);

        return document.RootElement.GetProperty("password").GetString() is "[REDACTED:password]" && Redactor.RedactJson(once, new RedactionCounts()) == once;
    });

    [Theory]
    [InlineData("a")]
    [InlineData("sk-")]
    [InlineData("\"password\":")]
    [InlineData("password=(")]
    [InlineData("eyJ-")]
    [InlineData("%40a")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n")]
    [InlineData("{\"a\":")]
    [InlineData("[")]
    [InlineData("\\")]
    public void Sixty_thousand_of_the_same_come_to_an_end(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 60_000 / piece.Length));

        var clean = Redactor.Redact(text, new RedactionCounts());

        Assert.Equal(clean, Redactor.Redact(clean, new RedactionCounts()));
        Assert.NotNull(Redactor.RedactJson(text, new RedactionCounts()));
    }

    private static void Holds(Func<string, bool> property) =>
        Prop.ForAll(Texts, property).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(2026, 1121));
}
