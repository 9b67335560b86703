using System.Text.Json;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>Secrets in the dress in which tools, serializers and clusters show them.</summary>
public class HiddenSecretTests
{
    // ¤ stands for the value, which is put in at run time.
    private const string Value = "hunter2";

    private static readonly Redactor Redactor = new(new RedactionOptions());

    private static readonly string[] KeyLines = Planted.PrivateKey.Split('\n');

    // As agents read files: each line with its number, an arrow or a bar.
    [Theory]
    [InlineData("     {0}→{1}\n")]
    [InlineData("{0} │ {1}\n")]
    [InlineData("\u001b[32m+\u001b[m\u001b[32m{1}\u001b[m\n")]
    [InlineData("{1}&#10;")]
    [InlineData("  \"{1}\\n\" +\n")]
    public void A_private_key_is_gone_however_its_lines_are_shown(string line)
    {
        string[] shown = [.. KeyLines.Select((text, i) => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i + 1, text))];

        AssertNothingOfTheKey(string.Concat(shown) + "after");
        AssertNothingOfTheKey(string.Concat(shown.Take(3)));
    }

    [Fact]
    public void Headers_inside_a_block_do_not_end_it()
    {
        var body = string.Join('\n', KeyLines[1..^1]);

        AssertNothingOfTheKey($"-----BEGIN PGP {"PRIVATE"} KEY BLOCK-----\nVersion: GnuPG v2.0.14 (GNU/Linux)\nComment: <ada> at home\n\n{body}\n-----END PGP {"PRIVATE"} KEY BLOCK-----\n");
        AssertNothingOfTheKey(Planted.PrivateKey.Replace(" ", "%20", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_of_lines_that_are_a_key_is_gone_line_by_line()
    {
        var notebook = JsonSerializer.Serialize(new { source = KeyLines.Select(l => l + "\n").Append("print(1)\n"), tail = "kept" });
        var patch = JsonSerializer.Serialize(new { lines = KeyLines.Select(l => "+" + l).Prepend(" import os") });

        foreach (var json in new[] { notebook, patch, JsonSerializer.Serialize(new { text = notebook }) })
        {
            var clean = Redactor.RedactJson(json, new RedactionCounts());

            Assert.All(KeyLines[1..^1], l => Assert.DoesNotContain(l[..20], clean, StringComparison.Ordinal));
            Assert.True(clean.Contains("print(1)", StringComparison.Ordinal) || clean.Contains("import os", StringComparison.Ordinal), clean);
            Assert.Equal(clean, Redactor.RedactJson(clean, new RedactionCounts()));
        }
    }

    [Fact]
    public void A_key_in_base64_is_gone_and_a_certificate_stays()
    {
        var key = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Planted.PrivateKey));
        var certificate = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Planted.PrivateKey.Replace("RSA PRIVATE KEY", "CERTIFICATE", StringComparison.Ordinal)));
        var wrapped = string.Join('\n', key.Chunk(76).Select(c => new string(c)));

        foreach (var text in new[] { $"client-key-data: {key}\n", $"kubectl get secret\ntls.pem: {key}", wrapped, wrapped.Replace("\n", "\\n", StringComparison.Ordinal), $"X={key};" })
        {
            var clean = Redactor.Redact(text, new RedactionCounts());

            Assert.All(key.Chunk(20), part => Assert.DoesNotContain(new string(part), clean, StringComparison.Ordinal));
        }

        Assert.Equal($"certificate-authority-data: {certificate}", Redactor.Redact($"certificate-authority-data: {certificate}", new RedactionCounts()));
    }

    [Theory]
    [InlineData("{\\u0022password\\u0022:\\u0022¤\\u0022,\\u0022n\\u0022:1}", "{\\u0022password\\u0022:\\u0022[REDACTED:password]\\u0022,\\u0022n\\u0022:1}")]
    [InlineData("{\\\\u0022password\\\\u0022: \\\\u0022¤\\\\u0022}", "{\\\\u0022password\\\\u0022: \\\\u0022[REDACTED:password]\\\\u0022}")]
    [InlineData("data-x=\"{&quot;apiKey&quot;:&quot;¤&quot;,&quot;n&quot;:1}\"", "data-x=\"{&quot;apiKey&quot;:&quot;[REDACTED:secret]&quot;,&quot;n&quot;:1}\"")]
    [InlineData("?state=%7B%22password%22%3A%22¤%22%7D", "?state=%7B%22password%22%3A%22[REDACTED:password]%22%7D")]
    [InlineData("redirect=https%3A%2F%2Fx.io%2Fcb%3Fclient_secret%3D¤%26n%3D1", "redirect=https%3A%2F%2Fx.io%2Fcb%3Fclient_secret%3D[REDACTED:secret]%26n%3D1")]
    [InlineData("password: |\n  ¤\nuser: ada", "password: |\n  [REDACTED:password]\nuser: ada")]
    [InlineData("client_secret: >-\n    ¤\n    more\nuser: ada", "client_secret: >-\n    [REDACTED:secret]\nuser: ada")]
    public void Quotes_signs_and_lines_written_otherwise_hide_nothing(string text, string expected)
    {
        var clean = Redactor.Redact(text.Replace("¤", Value, StringComparison.Ordinal), new RedactionCounts());

        Assert.Equal(expected, clean);
        Assert.Same(clean, Redactor.Redact(clean, new RedactionCounts()));
    }

    [Theory]
    [InlineData("""{"key":"db.password","value":{"stringValue":"hunter2"}}""", """{"key":"db.password","value":{"stringValue":"[REDACTED:password]"}}""")]
    [InlineData("""{"ParameterKey":"DbPassword","ParameterValue":"hunter2"}""", """{"ParameterKey":"DbPassword","ParameterValue":"[REDACTED:password]"}""")]
    [InlineData("""{"key":"http.request.header.x-api-key","value":{"arrayValue":{"values":[{"stringValue":"hunter2"}]}}}""", """{"key":"http.request.header.x-api-key","value":{"arrayValue":{"values":[{"stringValue":"[REDACTED:secret]"}]}}}""")]
    [InlineData("""{"password":{"current":"hunter2","new":"hunter3"}}""", """{"password":{"current":"[REDACTED:password]","new":"[REDACTED:password]"}}""")]
    [InlineData("""{"clientSecret":{"shop":"a8Kd3Qz7","about":"of the shop"}}""", """{"clientSecret":{"shop":"[REDACTED:secret]","about":"of the shop"}}""")]
    public void A_name_reaches_down_to_the_value_it_promises(string json, string expected)
    {
        var clean = Redactor.RedactJson(json, new RedactionCounts());

        Assert.Equal(expected, clean);
        Assert.Same(clean, Redactor.RedactJson(clean, new RedactionCounts()));
    }

    [Theory]
    [InlineData("curl --user ada:¤ https://x.io", "curl --user ada:[REDACTED:password] https://x.io")]
    [InlineData("curl --proxy-user 'ada:¤' x", "curl --proxy-user 'ada:[REDACTED:password]' x")]
    [InlineData("mysql -h db -uroot -p¤ shop", "mysql -h db -uroot -p[REDACTED:password] shop")]
    [InlineData("mysqldump -p'¤' shop > a.sql", "mysqldump -p'[REDACTED:password]' shop > a.sql")]
    [InlineData("docker login -u ada -p ¤ ghcr.io", "docker login -u ada -p [REDACTED:password] ghcr.io")]
    [InlineData("sqlcmd -S . -U sa -P '¤' -Q x", "sqlcmd -S . -U sa -P '[REDACTED:password]' -Q x")]
    [InlineData("dotnet user-secrets set \"Stripe:Key\" \"¤\"", "dotnet user-secrets set \"Stripe:Key\" \"[REDACTED:password]\"")]
    [InlineData("{\"command\":\"dotnet user-secrets set \\\"Db\\\" \\\"¤\\\" -v\"}", "{\"command\":\"dotnet user-secrets set \\\"Db\\\" \\\"[REDACTED:password]\\\" -v\"}")]
    [InlineData("dotnet user-secrets --project src/a set Db ¤ && run", "dotnet user-secrets --project src/a set Db [REDACTED:password] && run")]
    [InlineData("CREATE USER ada IDENTIFIED BY '¤';", "CREATE USER ada IDENTIFIED BY '[REDACTED:password]';")]
    public void What_is_typed_behind_a_command_goes(string text, string expected)
    {
        var clean = Redactor.Redact(text.Replace("¤", Value, StringComparison.Ordinal), new RedactionCounts());

        Assert.Equal(expected, clean);
        Assert.Same(clean, Redactor.Redact(clean, new RedactionCounts()));
    }

    [Theory]
    [InlineData("mkdir -p src/a && git log -p main; grep -P 'a+' x; ssh -P 22 host")]
    [InlineData("mysql -p shop")]
    [InlineData("cd login && mkdir -p build")]
    [InlineData("dotnet user-secrets list; dotnet user-secrets init --project src/a")]
    [InlineData("docker run --user node:node -u 1000:1000 x, by the way")]
    public void What_other_options_mean_stays(string text) => Assert.Same(text, Redactor.Redact(text, new RedactionCounts()));

    [Theory]
    [InlineData("if (pem.Contains(\"-----BEGIN PRIVATE KEY-----\") && pem.EndsWith(\"-----END PRIVATE KEY-----\")) { return Load(pem); }", "return Load(pem)")]
    [InlineData("a&lt;=b; x%3Dy and 50%3 off; key%3Avalue", "a&lt;=b; x%3Dy and 50%3 off; key%3Avalue")]
    [InlineData("password: |\nuser: ada", "password: |\nuser: ada")]
    [InlineData("| password: | what you type |", "| password: | what you type |")]
    public void What_only_looks_like_it_stays(string text, string kept) =>
        Assert.Contains(kept, Redactor.Redact(text, new RedactionCounts()), StringComparison.Ordinal);

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----(")]
    [InlineData("LS0tLS1CRUdJTi")]
    [InlineData("password\\u0022:\\u0022")]
    [InlineData("password%3D")]
    [InlineData("password: |\n ")]
    [InlineData("mysql -p")]
    [InlineData("user-secrets set \"")]
    public void Begins_without_number_cost_no_more_than_their_length(string begin)
    {
        var text = string.Concat(Enumerable.Repeat(begin, 400_000 / begin.Length * 10));

        Assert.NotEmpty(Redactor.Redact(text, new RedactionCounts()));
    }

    private static void AssertNothingOfTheKey(string text)
    {
        foreach (var clean in new[] { Redactor.Redact(text, new RedactionCounts()), JsonSerializer.Deserialize<string>(Redactor.RedactJson(JsonSerializer.Serialize(text), new RedactionCounts()))! })
        {
            Assert.All(KeyLines[1..^1].SelectMany(l => l.Chunk(10)), part => Assert.DoesNotContain(new string(part), clean, StringComparison.Ordinal));
            Assert.Equal(clean, Redactor.Redact(clean, new RedactionCounts()));
        }
    }
}
