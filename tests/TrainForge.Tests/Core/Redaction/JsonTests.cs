using System.Text.Json;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

public class JsonTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("password", "password")]
    [InlineData("PassWord", "password")]
    [InlineData("db_passwd", "password")]
    [InlineData("userPwd", "password")]
    [InlineData("SECRET", "secret")]
    [InlineData("client-secret", "secret")]
    [InlineData("clientSecret", "secret")]
    [InlineData("token", "secret")]
    [InlineData("accessToken", "secret")]
    [InlineData("refresh_token", "secret")]
    [InlineData("api_key", "secret")]
    [InlineData("apikey", "secret")]
    [InlineData("X-Api-Key", "secret")]
    [InlineData("authorization", "secret")]
    [InlineData("ConnectionString", "connection-string")]
    [InlineData("connection string", "connection-string")]
    [InlineData("private_key", "private-key")]
    [InlineData("Cookie", "cookie")]
    [InlineData("set-cookie", "cookie")]
    [InlineData("session", "cookie")]
    [InlineData("password2", "password")]
    [InlineData("passwordHash", "password")]
    [InlineData("aws_secret_access_key", "aws-secret-key")]
    public void A_secret_name_takes_a_value_of_any_shape(string name, string expected)
    {
        foreach (var value in new[] { "x", "two words", "null", "/a/b", "<x>", "***", "{not json", "ünï\"quoted\"\n", "12" })
        {
            var json = JsonSerializer.Serialize(new Dictionary<string, object> { [name] = value, ["other"] = "kept" });
            var counts = new RedactionCounts();

            var clean = Redactor.RedactJson(json, counts);

            using var document = JsonDocument.Parse(clean);
            Assert.Equal($"[REDACTED:{expected}]", document.RootElement.GetProperty(name).GetString());
            Assert.Equal("kept", document.RootElement.GetProperty("other").GetString());
            Assert.Equal(1, counts.Total);
            Assert.Equal(clean, Redactor.RedactJson(clean, new RedactionCounts()));
        }
    }

    [Theory]
    [InlineData("""{"pwd":"/srv/app"}""")]
    [InlineData("""{"prompt_tokens":12,"max_tokens":4096,"eos_token":"</s>","next_token":"abc"}""")]
    [InlineData("""{"type":"object","properties":{"password":{"type":"string","description":"Given by the user."}},"required":["password"]}""")]
    [InlineData("""{"sessionId":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","session_id":"s-12"}""")]
    [InlineData("""{"key":"name","primary_key":"id","keyboard":"x","tokenizer":"bpe","secretary":"Ada","passenger":"Bob"}""")]
    [InlineData("""{"password":null,"token":false,"secret":{},"session":[]}""")]
    [InlineData("""[1.50,1e3,-0,"é\u00e9\/", {"a" : [ ] }]""")]
    [InlineData("\"[Request interrupted by user]\"")]
    [InlineData("""{"password":"[REDACTED:password]"}""")]
    public void A_clean_value_comes_back_as_it_was(string json)
    {
        Assert.Same(json, Redactor.RedactJson(json, new RedactionCounts()));
    }

    [Theory]
    [InlineData("""{ "n" : 1.50, "password" : "x" ,"z":[1] }""", """{ "n" : 1.50, "password" : "[REDACTED:password]" ,"z":[1] }""")]
    [InlineData("""{"password":123456,"secret":["a","b"]}""", """{"password":"[REDACTED:password]","secret":["[REDACTED:secret]","[REDACTED:secret]"]}""")]
    [InlineData("""{"secret":{"value":"x","type":"opaque"}}""", """{"secret":{"value":"[REDACTED:secret]","type":"opaque"}}""")]
    [InlineData("""{"name":"Authorization","value":"Bearer x"}""", """{"name":"Authorization","value":"Bearer [REDACTED:bearer]"}""")]
    [InlineData("""{"value":"x","name":"DB_PASSWORD"}""", """{"value":"[REDACTED:password]","name":"DB_PASSWORD"}""")]
    [InlineData("""{"args":["--token","x","--verbose","y"]}""", """{"args":["--token","[REDACTED:secret]","--verbose","y"]}""")]
    [InlineData("""{"arguments":"{\"password\":\"x\",\"n\":1}"}""", """{"arguments":"{\"password\":\"[REDACTED:password]\",\"n\":1}"}""")]
    [InlineData("""{"a@b.io":1,"c@d.io":2}""", """{"[REDACTED:email]":1,"[REDACTED:email]#2":2}""")]
    [InlineData("""{"to":"ada\u0040b.io"}""", """{"to":"[REDACTED:email]"}""")]
    [InlineData("""4111111111111111""", "\"[REDACTED:credit-card]\"")]
    [InlineData("""{"password":"x"} and more""", """{"password":"[REDACTED:password]"} and more""")]
    public void What_is_secret_goes_and_the_rest_keeps_its_bytes(string json, string expected)
    {
        var clean = Redactor.RedactJson(json, new RedactionCounts());

        Assert.Equal(expected, clean);
        Assert.Equal(clean, Redactor.RedactJson(clean, new RedactionCounts()));
    }

    [Fact]
    public void Deeper_serializations_than_we_follow_are_still_redacted_as_text()
    {
        var json = """{"password":"hunter2"}""";
        for (var i = 0; i < JsonWalk.MaxNesting + 3; i++)
        {
            json = JsonSerializer.Serialize(new { body = json }, Plain);
        }

        Assert.DoesNotContain("hunter2", Redactor.RedactJson(json, new RedactionCounts()), StringComparison.Ordinal);
    }

    [Fact]
    public void Deeper_structures_than_we_follow_are_redacted_as_text()
    {
        var json = new string('[', JsonWalk.MaxDepth + 1) + """{"password":"hunter2"}""" + new string(']', JsonWalk.MaxDepth + 1);

        Assert.DoesNotContain("hunter2", Redactor.RedactJson(json, new RedactionCounts()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"\\ud800password\":\"x\",]]")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("[{\"\\udc00\":1}]")]
    public void Half_a_letter_in_a_string_makes_it_text_and_no_failure(string json)
    {
        var clean = new Redactor(new RedactionOptions()).RedactJson(json, new RedactionCounts());

        Assert.Equal(clean, new Redactor(new RedactionOptions()).RedactJson(clean, new RedactionCounts()));
    }
}
