using TrainForge.Redaction;

namespace TrainForge.Tests.Core.Redaction;

/// <summary>
/// Secrets that never were. They are put together at run time from a prefix, split so that it is none, and letters from a
/// table, so that no scanner finds one in these sources.
/// </summary>
internal static class Planted
{
    private const string Alphanumeric = "a8Kd3Qz7Rm1Vx5Tb9Wn2Yc6Hf4Jg0Lp";
    private const string Base64Url = Alphanumeric + "_-";
    private const string Hex = "3fa85c17e0b9d246";

    /// <summary>One of every class that shows what it is by itself.</summary>
    public static IReadOnlyList<Secret> Tokens { get; } =
    [
        new(RedactionClass.Anthropic, Body("sk-" + "ant-api03-", 93, Base64Url)),
        new(RedactionClass.OpenAI, Body("sk" + "-", 48, Alphanumeric)),
        new(RedactionClass.OpenAI, Body("sk" + "-proj-", 120, Base64Url)),
        new(RedactionClass.OpenAI, Body("sk" + "-svcacct-", 100, Base64Url)),
        new(RedactionClass.HuggingFace, Body("hf" + "_", 34, "aKdQzRmVxTbWnYcHfJgLp")),
        new(RedactionClass.AwsAccessKey, Body("AK" + "IA", 16, "J7QX2MZK4TRWB5NC")),
        new(RedactionClass.AwsAccessKey, Body("AS" + "IA", 16, "J7QX2MZK4TRWB5NC")),
        .. new[] { "ghp", "gho", "ghu", "ghs", "ghr" }.Select(p => new Secret(RedactionClass.GitHub, Body(p + "_", 36, Alphanumeric))),
        new(RedactionClass.GitHub, Body("github" + "_pat_", 22, Alphanumeric) + Body("_", 59, Alphanumeric)),
        new(RedactionClass.GitLab, Body("gl" + "pat-", 20, Base64Url)),
        new(RedactionClass.GitLab, Body("gl" + "rt-", 20, Base64Url)),
        new(RedactionClass.Slack, Body("xo" + "xb-", 12, "0123456789") + Body("-", 24, Alphanumeric)),
        new(RedactionClass.Slack, Body("xo" + "xp-", 12, "0123456789") + Body("-", 32, Hex)),
        new(RedactionClass.SlackWebhook, "https://hooks.slack" + ".com/services/" + Body("T", 10, Alphanumeric.ToUpperInvariant()) + Body("/B", 10, Alphanumeric.ToUpperInvariant()) + Body("/", 24, Alphanumeric)),
        new(RedactionClass.DiscordWebhook, "https://discord" + ".com/api/webhooks/" + Body("", 18, "1234567890") + Body("/", 68, Base64Url)),
        new(RedactionClass.Google, Body("AI" + "za", 35, Base64Url)),
        new(RedactionClass.Google, Body("GOC" + "SPX-", 28, Base64Url)),
        new(RedactionClass.Stripe, Body("sk" + "_live_", 24, Alphanumeric)),
        new(RedactionClass.Stripe, Body("rk" + "_test_", 24, Alphanumeric)),
        new(RedactionClass.Stripe, Body("wh" + "sec_", 32, Alphanumeric)),
        new(RedactionClass.Npm, Body("np" + "m_", 36, Alphanumeric)),
        new(RedactionClass.PyPI, Body("py" + "pi-AgEI", 150, Base64Url)),
        new(RedactionClass.NuGet, Body("oy" + "2", 43, Alphanumeric.ToLowerInvariant())),
        new(RedactionClass.SendGrid, Body("S" + "G.", 22, Base64Url) + Body(".", 43, Base64Url)),
        new(RedactionClass.Twilio, Body("S" + "K", 32, Hex)),
        new(RedactionClass.ServiceToken, Body("shp" + "at_", 32, Hex)),
        new(RedactionClass.ServiceToken, Body("gs" + "k_", 52, Alphanumeric)),
        new(RedactionClass.ServiceToken, Body("mem" + "_", 32, Alphanumeric)),
        new(RedactionClass.ServiceToken, Body("sk" + "-or-v1-", 64, Hex)),
        new(RedactionClass.ServiceToken, Body("lsv2" + "_pt_", 32, Hex) + Body("_", 10, Hex)),
        new(RedactionClass.ServiceToken, Body("pc" + "sk_", 60, Alphanumeric)),
        new(RedactionClass.ServiceToken, Body("dckr" + "_pat_", 27, Base64Url)),
        new(RedactionClass.ServiceToken, Body("NR" + "AK-", 27, Alphanumeric.ToUpperInvariant())),
        new(RedactionClass.PrivateKey, Body("AGE-SECRET" + "-KEY-1", 58, Alphanumeric.ToUpperInvariant())),
        new(RedactionClass.Jwt, Body("ey" + "JhbGciOiJIUzI1NiJ9", 4, Alphanumeric) + Body(".ey" + "J", 40, Base64Url) + Body(".", 43, Base64Url)),
        new(RedactionClass.Email, "ada.lovelace" + "@" + "analytical-engine.co.uk"),
        new(RedactionClass.SocialSecurityNumber, "219-" + "09-" + "9999"),
        new(RedactionClass.CreditCard, "4111" + "1111" + "1111" + "1111"),
        new(RedactionClass.CreditCard, "5500-" + "0000-" + "0000-" + "0004"),
        new(RedactionClass.CreditCard, "3782 " + "822463 " + "10005"),
    ];

    /// <summary>A private key block, with real line ends.</summary>
    public static string PrivateKey { get; } =
        "-----BEGIN RSA " + "PRIVATE KEY-----\n" + Body("MII", 61, Alphanumeric) + "\n" + Body("", 64, Alphanumeric + "+/") + "\n" + Body("", 30, Alphanumeric) + "==\n-----END RSA " + "PRIVATE KEY-----";

    public static string Body(string prefix, int length, string alphabet) => prefix + string.Create(length, alphabet, (span, letters) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = letters[((i * 7) + 3 + (i / letters.Length)) % letters.Length];
        }
    });

    /// <param name="Class">What it should be counted as.</param>
    internal sealed record Secret(RedactionClass Class, string Text)
    {
        /// <summary>The part no one may read afterwards; addresses keep their host.</summary>
        public string Core => Text[(Text.Length / 2)..];
    }
}
