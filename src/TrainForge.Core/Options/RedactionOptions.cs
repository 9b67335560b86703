using TrainForge.Diagnostics;
using TrainForge.Redaction;

namespace TrainForge.Options;

/// <summary>
/// What is replaced before anything is written. Everything that can name a person or open a door is on; what is often
/// harmless (telephone numbers, private addresses) is off.
/// </summary>
public sealed record RedactionOptions : ISection
{
    [Setting("E-mail addresses.")]
    public bool Emails { get; init; } = true;

    [Setting("Placeholders that name nobody (example.com, .test, .invalid) are kept when this is on.")]
    public bool KeepPlaceholderEmails { get; init; }

    [Setting("United States social security numbers, by their shape and number ranges.")]
    public bool SocialSecurityNumbers { get; init; } = true;

    [Setting("Payment card numbers that pass the Luhn check.")]
    public bool CreditCards { get; init; } = true;

    [Setting("Telephone numbers.")]
    public bool Phones { get; init; }

    [Setting("IPv4 addresses of private networks.")]
    public bool PrivateAddresses { get; init; }

    [Setting("The part of a path that names a user; the tail is kept.")]
    public bool Homes { get; init; } = true;

    [Setting("Commands such as $(whoami) that were never expanded.")]
    public bool ShellExpansions { get; init; } = true;

    [Setting("Names of environment files: .env, .env.local.")]
    public bool EnvironmentFiles { get; init; } = true;

    [Setting("Names of classes to leave alone, as they stand in a replacement: 'jwt', 'home'.")]
    public IReadOnlyList<string> Without { get; init; } = [];

    [Setting("Literal beginnings of tokens of one's own, such as 'acme_'. What follows (eight or more letters, digits or '-_.~+/=') is replaced with it. Wildcards, patterns and case-insensitive prefixes are not supported.")]
    public IReadOnlyList<string> ExtraPrefixes { get; init; } = [];

    [Setting("Further names of fields whose value is secret; case, '_' and '-' do not matter.")]
    public IReadOnlyList<string> SecretNames { get; init; } = [];

    [Setting("Exact values that are never replaced, such as a fixture's address.")]
    public IReadOnlyList<string> Keep { get; init; } = [];

    [Setting("Replaces personal values by a name that stays the same in everything of this root, '[EMAIL_k3m9x2aq7d]', instead of '[REDACTED:email]'. Needs the key that the root keeps.")]
    public bool Pseudonyms { get; init; }

    public IEnumerable<Diagnostic> Check() => CheckTogether(new Places());

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        foreach (var prefix in ExtraPrefixes.Where(p => p.Length is < MinPrefix or > MaxPrefix || p.Any(c => c is <= ' ' or > '~')))
        {
            yield return Rules.RedactionPrefixUnusable.At(places.Of("extra_prefixes"), prefix, MinPrefix, MaxPrefix);
        }

        foreach (var name in Without.Where(n => !RedactionClasses.TryParse(n, out _)))
        {
            yield return Rules.RedactionClassUnknown.At(places.Of("without"), name, string.Join(", ", RedactionClasses.All.Select(c => c.Name())));
        }

        foreach (var name in SecretNames.Where(n => n.Length is < MinPrefix or > MaxPrefix || !n.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')))
        {
            yield return Rules.RedactionNameUnusable.At(places.Of("secret_names"), name, MinPrefix, MaxPrefix);
        }
    }

    // Shorter ones would be found in every other word.
    public const int MinPrefix = 3;
    public const int MaxPrefix = 40;
}
