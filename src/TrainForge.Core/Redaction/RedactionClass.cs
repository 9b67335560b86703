namespace TrainForge.Redaction;

/// <summary>What was found. The name is what a replacement shows: <c>[REDACTED:github]</c>.</summary>
public enum RedactionClass
{
    Anthropic,
    OpenAI,
    HuggingFace,
    AwsAccessKey,
    AwsSecretKey,
    GitHub,
    GitLab,
    Slack,
    SlackWebhook,
    DiscordWebhook,
    Google,
    AzureStorage,
    AzureSas,
    Stripe,
    Npm,
    PyPI,
    NuGet,
    SendGrid,
    Twilio,

    /// <summary>Any other vendor whose tokens begin with a prefix of their own.</summary>
    ServiceToken,
    Bearer,
    Basic,
    PrivateKey,
    Password,

    /// <summary>The value of a field whose name says that it is secret.</summary>
    Secret,
    ConnectionString,
    UrlCredentials,
    Jwt,
    Cookie,

    /// <summary>A prefix given in <see cref="Options.RedactionOptions.ExtraPrefixes"/>.</summary>
    Custom,
    Home,
    ShellExpansion,
    EnvironmentFile,
    Email,
    SocialSecurityNumber,
    CreditCard,
    Phone,
    PrivateAddress,

    /// <summary>A whole text that could not be scanned and was therefore not let through.</summary>
    Withheld,
}

/// <summary>The names of the classes, in text and in configuration. They are a contract: datasets hold them.</summary>
public static class RedactionClasses
{
    private static readonly string[] Names =
    [
        "anthropic", "openai", "huggingface", "aws-access-key", "aws-secret-key", "github", "gitlab", "slack", "slack-webhook",
        "discord-webhook", "google", "azure-storage", "azure-sas", "stripe", "npm", "pypi", "nuget", "sendgrid", "twilio",
        "service-token", "bearer", "basic", "private-key", "password", "secret", "connection-string", "url-credentials", "jwt",
        "cookie", "custom", "home", "shell", "env-file", "email", "ssn", "credit-card", "phone", "private-address", "withheld",
    ];

    public static IReadOnlyList<RedactionClass> All { get; } = Enum.GetValues<RedactionClass>();

    public static string Name(this RedactionClass value) => Names[(int)value];

    /// <summary>Says whether a class has this name, and which.</summary>
    public static bool TryParse(string name, out RedactionClass value)
    {
        var index = Array.IndexOf(Names, name);
        value = (RedactionClass)Math.Max(index, 0);
        return index >= 0;
    }
}
