namespace TrainForge.Repositories;

/// <summary>The address of a remote, in the one form that may be kept.</summary>
internal static class GitRemote
{
    /// <summary>
    /// Without user, password, query and fragment: each is a place where tokens are put. Only the user 'git' stays, which is nobody and
    /// without whom an address of SSH does not work. Null for a folder of this machine.
    /// </summary>
    public static string? WithoutCredentials(string address)
    {
        address = address.Trim();
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            return address.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? null : Url(address[..(scheme + 3)], address[(scheme + 3)..]);
        }

        // host:path or user@host:path, as scp has it. One letter before the colon is a drive of Windows.
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && address.IndexOfAny(['/', '\\']) is var slash && (slash < 0 || slash > colon)
            ? $"{Host(address[..colon])}{address[colon..]}"
            : null;
    }

    private static string Url(string scheme, string rest)
    {
        var end = rest.IndexOfAny(['?', '#']);
        rest = end < 0 ? rest : rest[..end];
        var path = rest.IndexOf('/', StringComparison.Ordinal);
        var (host, tail) = path < 0 ? (rest, "") : (rest[..path], rest[path..]);
        return $"{scheme}{Host(host)}{tail}";
    }

    // The last @: a password may hold others.
    private static string Host(string host)
    {
        var at = host.LastIndexOf('@');
        return at < 0 ? host
            : host[..at] == "git" ? host
            : host[(at + 1)..];
    }
}
