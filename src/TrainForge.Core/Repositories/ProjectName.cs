namespace TrainForge.Repositories;

/// <summary>One name for what is worked on, however many clones, working trees and folders of it there are.</summary>
public static class ProjectName
{
    /// <summary>host/owner/name of a remote, whichever way it is reached; null for an address that is none.</summary>
    public static string? OfRemote(string? remote)
    {
        if (remote is null || GitRemote.WithoutCredentials(remote) is not { } address)
        {
            return null;
        }

        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? address : address[(scheme + 3)..];
        rest = rest[(rest.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var end = rest.IndexOfAny([':', '/']);
        if (end <= 0)
        {
            return null;
        }

        // host:path of scp, or a port before the path.
        var path = rest[(end + 1)..];
        path = rest[end] == ':' && scheme >= 0 && path.IndexOf('/', StringComparison.Ordinal) is >= 0 and var port ? path[(port + 1)..] : path;
        path = path.Trim('/');
        path = path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path;
        return path.Length == 0 ? null : $"{rest[..end].ToLowerInvariant()}/{path}";
    }
}
