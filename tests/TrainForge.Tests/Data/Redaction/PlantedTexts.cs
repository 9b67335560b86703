using System.Text.Json;
using TrainForge.Tests.Core.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Redaction;

/// <summary>Every planted secret in the dresses it is met in: prose, JSON, an address, a shell, a log; each in two of them, or with TRAINFORGE_FULL=1 in all.</summary>
internal static class PlantedTexts
{
    public const string Person = "zebulon.quarterstaff";

    /// <summary>What is only a secret by the name it goes under.</summary>
    private static readonly string Named = Planted.Body("", 40, "x7Kq2Zv9Lm4Tb6Wn1Yc8Hf3Jg5Rp0Ds");

    /// <summary>What no file, no line and no table may hold afterwards.</summary>
    public static IReadOnlyList<string> Forbidden { get; } =
    [
        .. Planted.Tokens.Select(t => t.Core),
        .. Planted.PrivateKey.Split('\n').Where(l => !l.StartsWith("-----", StringComparison.Ordinal)),
        Named,
        Person,
        "Xk29-plain-words",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Planted.Tokens.SelectMany((t, i) => Dresses(t.Text).Where((_, dress) => Sampling.Full || dress == 0 || (dress + i) % 8 == 0)),
        Planted.PrivateKey,
        JsonSerializer.Serialize(new { file = Planted.PrivateKey }),
        $"Server=db;Database=shop;User Id=sa;Password={Named};",
        $"postgres://app:{Named}@db.internal:5432/shop",
        $"see /home/{Person}/work and C:\\Users\\{Person}\\work and /Users/{Person}/x",
        $"{{\"api_key\": \"{Named}\", \"nested\": {{\"client_secret\": \"{Named}\"}}}}",
        $"export AWS_SECRET_ACCESS_KEY={Named}",
        $"curl -H 'Authorization: Bearer {Named}' https://api.internal/v1",
        $"PASSWORD={Named} ./run.sh --token {Named}",
        "{\"password\":\"Xk29-plain-words\"}",
        "[{\"user\":\"x\",\"passwd\":\"Xk29-plain-words\"}]",
        "{\"items\":[{\"name\":\"db\",\"connection_string\":\"Xk29-plain-words\"}]}",
    ];

    private static IEnumerable<string> Dresses(string secret) =>
    [
        $"I was given {secret} by them.",
        JsonSerializer.Serialize(new { note = secret, list = new[] { secret } }),
        JsonSerializer.Serialize(new { inner = JsonSerializer.Serialize(new { text = secret }) }),
        $"{{\"token\":{JsonSerializer.Serialize(secret)}}}",
        $"https://shop.internal/callback?state=1&token={Uri.EscapeDataString(secret)}",
        $"https://shop.internal/callback?token={secret}#end",
        $"export TOKEN='{secret}' && deploy --key=\"{secret}\"",
        $"2026-03-01 10:00:00 [INFO] auth.client: got {secret}; retrying",
    ];
}
