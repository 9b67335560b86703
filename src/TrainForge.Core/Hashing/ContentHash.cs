using System.Globalization;
using System.Text;

namespace TrainForge.Hashing;

/// <summary>
/// A folder as one hash: SHA-256 over a line 'path NUL length NUL sha256 LF' for each file, in ordinal order of paths.
/// NUL is in no path, so no two folders give the same lines.
/// </summary>
public static class ContentHash
{
    /// <param name="excluded">Relative paths with '/': what holds the hash itself, or what may vary.</param>
    public static string Of(string folder, IReadOnlySet<string> excluded, CancellationToken cancel) =>
        Of(FileEntry.Of(folder, excluded, cancel));

    /// <summary>For who has the entries already, or must put another in place of one: a manifest without its own hash.</summary>
    public static string Of(IEnumerable<FileEntry> entries)
    {
        var lines = new StringBuilder();
        foreach (var (path, length, sha256) in entries.OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            lines.Append(path).Append('\0').Append(length.ToString(CultureInfo.InvariantCulture)).Append('\0').Append(sha256).Append('\n');
        }

        return Sha256.Of(Encoding.UTF8.GetBytes(lines.ToString()));
    }
}
