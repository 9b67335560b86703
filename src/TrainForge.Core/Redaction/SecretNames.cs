using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>
/// Says whether the name of a field, variable or option is that of a secret. Names are compared by their words, in any
/// casing: clientSecret, CLIENT_SECRET and client-secret are one name.
/// </summary>
internal sealed class SecretNames
{
    public const int MaxLength = 64;

    // Ends of names. Bound means that a word must begin there: 'bypass' ends in 'pass' and hides nothing.
    private static readonly Ending[] Common =
    [
        .. Many(["password", "passwd", "passphrase", "passcode", "passwort", "kennwort", "senha", "motdepasse", "wachtwoord"], SecretKind.Strong, RedactionClass.Password),
        new("pwd", SecretKind.Directory, RedactionClass.Password, Whole: true),
        new("oldpwd", SecretKind.Directory, RedactionClass.Password, Whole: true),
        new("pwd", SecretKind.Strong, RedactionClass.Password),
        new("pass", SecretKind.Weak, RedactionClass.Password, Bound: true),
        new("passwords", SecretKind.Weak, RedactionClass.Password),
        .. Many(["secretaccesskey", "awssecretkey", "awssecret"], SecretKind.Strong, RedactionClass.AwsSecretKey),
        .. Many(["accountkey", "storagekey"], SecretKind.Strong, RedactionClass.AzureStorage),
        .. Many(["sharedaccesssignature", "sastoken"], SecretKind.Strong, RedactionClass.AzureSas),
        new("sig", SecretKind.Signature, RedactionClass.AzureSas, Bound: true),
        .. Many(["privatekey", "keydata"], SecretKind.Strong, RedactionClass.PrivateKey),
        .. Many(["connectionstring", "connstring", "connstr", "connectionstr"], SecretKind.Strong, RedactionClass.ConnectionString),
        .. Many(
            ["secret", "apikey", "accesskey", "secretkey", "sharedkey", "signingkey", "encryptionkey", "masterkey", "subscriptionkey", "authkey", "sshkey", "functionskey", "deploykey", "licensekey", "secretkeybase", "secretstring", "dockerconfigjson"],
            SecretKind.Strong, RedactionClass.Secret),
        .. Many(["mnemonic", "seedphrase", "recoveryphrase"], SecretKind.Strong, RedactionClass.Secret),
        .. Many(["secrets", "apikeys", "token", "credential", "credentials", "creds"], SecretKind.Weak, RedactionClass.Secret),
        .. Many(["auth", "bearer", "jwt", "csrf", "xsrf", "otp", "sas"], SecretKind.Weak, RedactionClass.Secret, bound: true),
        .. Many(["authorization", "xauth"], SecretKind.Authorization, RedactionClass.Secret),
        new("cookie", SecretKind.Cookie, RedactionClass.Cookie),
        .. Many(["cookies", "sessionkey"], SecretKind.Weak, RedactionClass.Cookie),
        new("session", SecretKind.Weak, RedactionClass.Cookie, Whole: true),
        .. Many(["sessionid", "sessid"], SecretKind.Shape, RedactionClass.Cookie),
        new("sid", SecretKind.Shape, RedactionClass.Cookie, Bound: true),
        new("session", SecretKind.Shape, RedactionClass.Cookie, Bound: true),
        new("key", SecretKind.Shape, RedactionClass.Secret, Bound: true, NeedsMore: true),
    ];

    // After the secret's own name and without weight: password_hash, secretValue, DB_PASSWORD_PROD.
    private static readonly string[] Qualifiers =
        ["hash", "value", "plain", "plaintext", "raw", "base64", "old", "new", "current", "confirm", "confirmation", "repeat", "again", "prod", "production", "dev", "staging", "encrypted", "override"];

    // Before 'token' and 'key': those of a vocabulary, a list page, a data model. None of them opens a door.
    private static readonly string[] Harmless =
    [
        "bos", "eos", "pad", "unk", "cls", "sep", "mask", "stop", "special", "added", "start", "end", "begin", "image", "audio", "video", "think", "prefix", "suffix", "middle", "fim", "eot", "eom",
        "next", "prev", "previous", "first", "last", "per", "max", "min", "num", "by", "input", "output", "prompt", "completion", "cancellation", "syntax", "page", "continuation", "each",
        "public", "primary", "foreign", "partition", "sort", "cache", "index", "map", "group", "lookup", "idempotency", "object", "hot", "natural", "row", "column", "dict", "unique", "composite", "shortcut",
        "decoder", "unknown", "padding", "separator", "classification", "sentence",
    ];

    // Before 'password': what is done with one, so that the value is a caption.
    private static readonly string[] Actions = ["forgot", "forgotten", "change", "show", "hide", "toggle"];

    // By the last two letters, so that most names are dismissed after two look-ups and the others are compared with few.
    private readonly Ending[][] _endings = new Ending[32 * 32][];
    private readonly string[][] _qualifiers = new string[32 * 32][];
    private readonly bool[] _plausible = new bool[32 * 32];
    private readonly bool[] _last = new bool[32];

    public SecretNames(IReadOnlyList<string> extra)
    {
        Ending[] endings = [.. extra.Select(n => new Ending(Compact(n), SecretKind.Strong, RedactionClass.Secret)), .. Common];
        for (var pair = 0; pair < _endings.Length; pair++)
        {
            _endings[pair] = [.. endings.Where(e => Pair(e.Text[^2], e.Text[^1]) == pair)];
            _qualifiers[pair] = [.. Qualifiers.Where(q => Pair(q[^2], q[^1]) == pair)];
        }

        foreach (var text in endings.Select(e => e.Text).Concat(Qualifiers))
        {
            _plausible[Pair(text[^2], text[^1])] = true;
            _last[text[^1] & 31] = true;
        }
    }

    /// <summary>A dismissal that is cheap and never wrong: false means that <see cref="Classify"/> would find nothing.</summary>
    public bool MayEndIn(int secondLast, int last) => !Glyphs.Letter.Is(secondLast) || !Glyphs.Letter.Is(last) || _plausible[Pair(secondLast, last)];

    /// <summary>'current' of "password": { "current": "x", "new": "y" }.</summary>
    public static bool IsQualifier(ReadOnlySpan<byte> name)
    {
        foreach (var qualifier in Qualifiers)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name, qualifier))
            {
                return true;
            }
        }

        return false;
    }

    public bool MayEndIn(int last) => Glyphs.Letter.Is(last) && _last[last & 31];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SecretName Classify(ReadOnlySpan<char> name)
    {
        name = name.Length > MaxLength ? name[^MaxLength..] : name;
        Span<char> compact = stackalloc char[MaxLength];
        var length = Compact(name, compact, out var starts);
        var text = Unqualified(compact[..length], starts);

        foreach (var ending in AtEndOf(text, _endings))
        {
            if (text.EndsWith(ending.Text, StringComparison.Ordinal) && ending.Fits(text, starts) && !IsHarmless(ending, text, starts))
            {
                return new SecretName(ending.Kind, ending.Class);
            }
        }

        return default;
    }

    private static bool IsHarmless(Ending ending, ReadOnlySpan<char> text, ulong starts)
    {
        // Of an assembly's name: the hash of a public key.
        if (ending.Text is not ("token" or "key" or "password") || text.EndsWith("publickeytoken", StringComparison.Ordinal))
        {
            return ending.Text is "token";
        }

        var end = text.Length - ending.Text.Length;
        var start = end - 1;
        while (start > 0 && (starts >> start & 1) == 0)
        {
            start--;
        }

        if (start < 0)
        {
            return false;
        }

        foreach (var word in ending.Text is "password" ? Actions : Harmless)
        {
            if (text[start..end].SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<char> Unqualified(ReadOnlySpan<char> text, ulong starts)
    {
        for (var round = 0; round < 2; round++)
        {
            text = text.TrimEnd("0123456789");
            foreach (var qualifier in AtEndOf(text, _qualifiers))
            {
                var at = text.Length - qualifier.Length;
                if (at > 0 && (starts >> at & 1) != 0 && text.EndsWith(qualifier, StringComparison.Ordinal))
                {
                    text = text[..at];
                    break;
                }
            }
        }

        return text;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string Compact(string name)
    {
        Span<char> compact = stackalloc char[MaxLength];
        return compact[..Compact(name, compact, out _)].ToString();
    }

    // Bit i of starts is set where a word begins in the compact form.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Compact(ReadOnlySpan<char> name, Span<char> compact, out ulong starts)
    {
        starts = 0;
        var length = 0;
        var separated = true;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!Glyphs.Word.Is(c))
            {
                separated = true;
                continue;
            }

            var upper = Glyphs.Upper.Is(c);
            var hump = upper && i > 0 && (!Glyphs.Upper.Is(name[i - 1]) || (i + 1 < name.Length && Glyphs.Lower.Is(name[i + 1])));
            starts |= separated || hump ? 1UL << length : 0;
            compact[length++] = upper ? (char)(c | 0x20) : c;
            separated = false;
        }

        return length;
    }

    // None is shorter than two.
    private static T[] AtEndOf<T>(ReadOnlySpan<char> text, T[][] byPair) => text.Length < 2 ? [] : byPair[Pair(text[^2], text[^1])];

    private static int Pair(int secondLast, int last) => ((secondLast & 31) << 5) | (last & 31);

    private static IEnumerable<Ending> Many(string[] texts, SecretKind kind, RedactionClass value, bool bound = false) =>
        texts.Select(t => new Ending(t, kind, value, bound));

    private sealed record Ending(string Text, SecretKind Kind, RedactionClass Class, bool Bound = false, bool Whole = false, bool NeedsMore = false)
    {
        public bool Fits(ReadOnlySpan<char> text, ulong starts)
        {
            var at = text.Length - Text.Length;
            return (!Whole || at == 0) && (!NeedsMore || at > 0) && (!Bound || (starts >> at & 1) != 0);
        }
    }
}
