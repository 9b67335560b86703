using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>Values that only their name gives away, and their neighbours that no name may take along.</summary>
public class NamedSecretTests
{
    // ¤ stands for the value, which is put in at run time.
    private const string Value = "hunter2";

    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Theory]
    [InlineData("password=¤", "password=[REDACTED:password]")]
    [InlineData("PASSWORD: ¤", "PASSWORD: [REDACTED:password]")]
    [InlineData("Password = ¤", "Password = [REDACTED:password]")]
    [InlineData("export DB_PASSWORD=¤; run", "export DB_PASSWORD=[REDACTED:password]; run")]
    [InlineData("run --password ¤ --verbose", "run --password [REDACTED:password] --verbose")]
    [InlineData("run --password=¤ --verbose", "run --password=[REDACTED:password] --verbose")]
    [InlineData("run --api-key '¤ x' -v", "run --api-key '[REDACTED:secret]' -v")]
    [InlineData("sshpass -p ¤ ssh host", "sshpass -p [REDACTED:password] ssh host")]
    [InlineData("curl -u ada:¤ https://x.io", "curl -u ada:[REDACTED:password] https://x.io")]
    [InlineData("PASSWORD=!¤", "PASSWORD=[REDACTED:password]")]
    [InlineData("pwd: ¤", "pwd: [REDACTED:password]")]
    [InlineData("Server=db;Database=shop;User Id=sa;Password=¤;Encrypt=true", "Server=db;Database=shop;User Id=sa;Password=[REDACTED:password];Encrypt=true")]
    [InlineData("Server=db;Uid=sa;Pwd=¤", "Server=db;Uid=sa;Pwd=[REDACTED:password]")]
    [InlineData("postgres://ada:¤@db.local:5432/shop", "postgres://[REDACTED:url-credentials]@db.local:5432/shop")]
    [InlineData("{\"u\":\"https://ada:¤@h.io\",\"n\":{}}", "{\"u\":\"https://[REDACTED:url-credentials]@h.io\",\"n\":{}}")]
    [InlineData("{\"password\":\"¤\"}", "{\"password\":\"[REDACTED:password]\"}")]
    [InlineData("{\"Password\" : \"a \\\" ¤\"}", "{\"Password\" : \"[REDACTED:password]\"}")]
    [InlineData("{\\\"password\\\":\\\"¤\\\",\\\"n\\\":1}", "{\\\"password\\\":\\\"[REDACTED:password]\\\",\\\"n\\\":1}")]
    [InlineData("{'token': '¤'}", "{'token': '[REDACTED:secret]'}")]
    [InlineData("config[\"api_key\"] = \"¤\"", "config[\"api_key\"] = \"[REDACTED:secret]\"")]
    [InlineData("password: str = \"¤\"", "password: str = \"[REDACTED:password]\"")]
    [InlineData("var password = \"¤\";", "var password = \"[REDACTED:password]\";")]
    [InlineData("'password' => '¤',", "'password' => '[REDACTED:password]',")]
    [InlineData("[\"--token\", \"¤\", \"-v\"]", "[\"--token\", \"[REDACTED:secret]\", \"-v\"]")]
    [InlineData("<Password>¤</Password>", "<Password>[REDACTED:password]</Password>")]
    [InlineData("<add key=\"ClearTextPassword\" value=\"¤\" />", "<add key=\"ClearTextPassword\" value=\"[REDACTED:password]\" />")]
    [InlineData("API key: ¤", "API key: [REDACTED:secret]")]
    [InlineData("client_secret=¤&grant_type=x", "client_secret=[REDACTED:secret]&grant_type=x")]
    [InlineData("https://x.io/cb?client_secret=¤&grant_type=x", "https://x.io/cb?client_secret=[REDACTED:secret]&grant_type=x")]
    [InlineData("first\\nsecret=¤\\nlast", "first\\nsecret=[REDACTED:secret]\\nlast")]
    [InlineData("Authorization: token ¤", "Authorization: token [REDACTED:secret]")]
    [InlineData("-H 'Authorization: Bearer ¤' https://x.io", "-H 'Authorization: Bearer [REDACTED:bearer]' https://x.io")]
    [InlineData("{\"Authorization\": \"Bearer ¤\"}", "{\"Authorization\": \"Bearer [REDACTED:bearer]\"}")]
    [InlineData("Set-Cookie: id=¤; Path=/; HttpOnly", "Set-Cookie: [REDACTED:cookie]")]
    [InlineData("Cookie: a=¤; b=2\nNext: 1", "Cookie: [REDACTED:cookie]\nNext: 1")]
    [InlineData("print(\"password: ¤\")", "print(\"password: [REDACTED:password]\")")]
    [InlineData("ask(\"Password: \") or password = \"¤\"", "ask(\"Password: \") or password = \"[REDACTED:password]\"")]
    [InlineData("{\"changePassword\":{\"password\":\"¤\"}}", "{\"changePassword\":{\"password\":\"[REDACTED:password]\"}}")]
    [InlineData("newPassword=¤", "newPassword=[REDACTED:password]")]
    [InlineData("password=.¤", "password=[REDACTED:password]")]
    [InlineData("password: vault:¤", "password: [REDACTED:password]")]
    [InlineData("password: The¤ is it", "password: [REDACTED:password] is it")]
    [InlineData("secret = ¤.run(1)", "secret = [REDACTED:secret]")]
    [InlineData("DB_PASS=¤", "DB_PASS=[REDACTED:password]")]
    [InlineData("password is set, password=¤, user=ada", "password is set, password=[REDACTED:password], user=ada")]
    public void Goes_and_its_neighbours_stay(string text, string expected)
    {
        var clean = Redactor.Redact(text.Replace("¤", Value, StringComparison.Ordinal), new RedactionCounts());

        Assert.Equal(expected, clean);
        Assert.Equal(clean, Redactor.Redact(clean, new RedactionCounts()));
    }

    [Fact]
    public void Secrets_that_only_their_name_and_length_give_away_go_too()
    {
        var key = Planted.Body("", 86, "a8Kd3Qz7Rm1Vx5Tb9Wn2Yc6Hf4Jg0Lp+/") + "==";
        var signature = Planted.Body("", 43, "a8Kd3Qz7Rm1Vx5Tb9Wn2Yc6Hf4Jg0Lp") + "%3D";
        var aws = Planted.Body("", 40, "a8Kd3Qz7Rm1Vx5Tb9Wn2Yc6Hf4Jg0Lp/+");
        var session = Planted.Body("", 40, "3fa85c17e0b9d246");

        AssertGone($"DefaultEndpointsProtocol=https;AccountName=x;AccountKey={key};EndpointSuffix=core.windows.net", key, RedactionClass.AzureStorage);
        AssertGone($"https://x.blob.core.windows.net/c?sv=2024-11-04&sig={signature}&se=2026", signature, RedactionClass.AzureSas);
        AssertGone($"aws_secret_access_key = {aws}", aws, RedactionClass.AwsSecretKey);
        AssertGone($"AWS_SECRET_ACCESS_KEY={aws}", aws, RedactionClass.AwsSecretKey);
        AssertGone($"PHPSESSID={session}; x=1", session, RedactionClass.Cookie);
        AssertGone($"sessionid={session}", session, RedactionClass.Cookie);
        AssertGone($"Authorization: Basic {Convert.ToBase64String("ada:lovelace"u8)}", Convert.ToBase64String("ada:lovelace"u8), RedactionClass.Basic);
        AssertGone($"header was Basic {Convert.ToBase64String("ada:lovelace"u8)} again", Convert.ToBase64String("ada:lovelace"u8), RedactionClass.Basic);
        AssertGone($"sent Bearer {session} off", session, RedactionClass.Bearer);
        AssertGone($"OPENAI_KEY={session}", session, RedactionClass.Secret);
        AssertGone($"//registry/:_authToken={session}", session, RedactionClass.Secret);
    }

    private static void AssertGone(string text, string secret, RedactionClass value)
    {
        var counts = new RedactionCounts();

        var clean = Redactor.Redact(text, counts);

        Assert.DoesNotContain(secret[(secret.Length / 2)..], clean, StringComparison.Ordinal);
        Assert.True(counts[value] == 1, $"{string.Join(", ", counts.ByName().Keys)}: {clean}");
        Assert.Equal(clean, Redactor.Redact(clean, new RedactionCounts()));
    }
}
