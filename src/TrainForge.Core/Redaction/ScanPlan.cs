using TrainForge.Options;

namespace TrainForge.Redaction;

/// <summary>The options, made ready for the scanner. Immutable, so that threads may share it.</summary>
internal sealed class ScanPlan
{
    private readonly bool[] _on = new bool[RedactionClasses.All.Count];
    private readonly HashSet<string> _keep;

    public ScanPlan(RedactionOptions options, PseudonymKey? key)
    {
        Array.Fill(_on, true);
        Set(RedactionClass.Email, options.Emails);
        Set(RedactionClass.SocialSecurityNumber, options.SocialSecurityNumbers);
        Set(RedactionClass.CreditCard, options.CreditCards);
        Set(RedactionClass.Phone, options.Phones);
        Set(RedactionClass.PrivateAddress, options.PrivateAddresses);
        Set(RedactionClass.Home, options.Homes);
        Set(RedactionClass.ShellExpansion, options.ShellExpansions);
        Set(RedactionClass.EnvironmentFile, options.EnvironmentFiles);
        foreach (var name in options.Without)
        {
            Set(RedactionClasses.TryParse(name, out var value) ? value : throw new ArgumentException(name, nameof(options)), false);
        }

        _keep = [.. options.Keep];
        Key = options.Pseudonyms ? key : null;
        KeepPlaceholderEmails = options.KeepPlaceholderEmails;
        Names = new SecretNames(options.SecretNames);
        Prefixes = [.. options.ExtraPrefixes.OrderByDescending(p => p.Length)];

        Triggers = new Triggers(this);
    }

    public Triggers Triggers { get; }

    public PseudonymKey? Key { get; }

    public bool KeepPlaceholderEmails { get; }

    public SecretNames Names { get; }

    /// <summary>The user's own, longest first: where two begin alike the longer one decides.</summary>
    public string[] Prefixes { get; }

    public bool KeepsAny => _keep.Count > 0;

    public bool On(RedactionClass value) => _on[(int)value];

    public bool Keeps(string value) => _keep.Contains(value);

    private void Set(RedactionClass value, bool on) => _on[(int)value] = on;
}
