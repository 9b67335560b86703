using TrainForge.Diagnostics;
using TrainForge.Redaction;

namespace TrainForge.Options;

/// <summary>
/// What is replaced before anything is written. Everything that can name a person or open a door is on; what is often
/// harmless (telephone numbers, private addresses) is off.
/// </summary>
public sealed record RedactionOptions
{
    /// <summary>E-mail addresses.</summary>
    public bool Emails { get; init; } = true;

    /// <summary>Placeholders that name nobody (example.com, .test, .invalid) are kept when this is on.</summary>
    public bool KeepPlaceholderEmails { get; init; }

    /// <summary>United States social security numbers, by their shape and number ranges.</summary>
    public bool SocialSecurityNumbers { get; init; } = true;

    /// <summary>Payment card numbers that pass the Luhn check.</summary>
    public bool CreditCards { get; init; } = true;

    public bool Phones { get; init; }

    /// <summary>IPv4 addresses of private networks.</summary>
    public bool PrivateAddresses { get; init; }

    /// <summary>The part of a path that names a user; the tail is kept.</summary>
    public bool Homes { get; init; } = true;

    /// <summary>Commands such as $(whoami) that were never expanded.</summary>
    public bool ShellExpansions { get; init; } = true;

    /// <summary>Names of environment files: .env, .env.local.</summary>
    public bool EnvironmentFiles { get; init; } = true;

    /// <summary>Names of classes to leave alone, as they stand in a replacement: 'jwt', 'home'.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>
    /// Literal beginnings of tokens of one's own, such as 'acme_'. What follows (eight or more letters, digits or '-_.~+/=') is
    /// replaced with it. Wildcards, patterns and case-insensitive prefixes are not supported.
    /// </summary>
    public IReadOnlyList<string> ExtraPrefixes { get; init; } = [];

    /// <summary>Further names of fields whose value is secret; case, '_' and '-' do not matter.</summary>
    public IReadOnlyList<string> SecretNames { get; init; } = [];

    /// <summary>Exact values that are never replaced, such as a fixture's address.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>
    /// Replaces personal values by a name that stays the same within a dataset, '[EMAIL_k3m9x2aq7d]', instead of
    /// '[REDACTED:email]'. Needs a <see cref="PseudonymKey"/>.
    /// </summary>
    public bool Pseudonyms { get; init; }

    public IEnumerable<Diagnostic> Check()
    {
        foreach (var prefix in ExtraPrefixes.Where(p => p.Length is < MinPrefix or > MaxPrefix || p.Any(c => c is <= ' ' or > '~')))
        {
            yield return Rules.RedactionPrefixUnusable.Here(prefix, MinPrefix, MaxPrefix);
        }

        foreach (var name in Without.Where(n => !RedactionClasses.TryParse(n, out _)))
        {
            yield return Rules.RedactionClassUnknown.Here(name, string.Join(", ", RedactionClasses.All.Select(c => c.Name())));
        }

        foreach (var name in SecretNames.Where(n => n.Length is < MinPrefix or > MaxPrefix || !n.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')))
        {
            yield return Rules.RedactionNameUnusable.Here(name, MinPrefix, MaxPrefix);
        }
    }

    // Shorter ones would be found in every other word.
    public const int MinPrefix = 3;
    public const int MaxPrefix = 40;
}
