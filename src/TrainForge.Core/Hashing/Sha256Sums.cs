using System.Text;
using TrainForge.Files;

namespace TrainForge.Hashing;

/// <summary>
/// SHA256SUMS as 'sha256sum -c' reads it: '&lt;64 digits&gt;  &lt;path&gt;', paths relative with '/', in ordinal order. A path with a
/// backslash or a line break has its line begin with a backslash and these written \\, \n and \r.
/// </summary>
public static class Sha256Sums
{
    public const string FileName = "SHA256SUMS";

    private const int HashLength = 64;

    /// <summary>Lists every file of the folder but itself and the excluded.</summary>
    public static void Write(string folder, IReadOnlySet<string> excluded, CancellationToken cancel) =>
        Write(folder, FileEntry.Of(folder, excluded, cancel));

    /// <summary>For who has the hashes already.</summary>
    public static void Write(string folder, IEnumerable<FileEntry> entries) =>
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), Text(entries));

    public static string Text(IEnumerable<FileEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var entry in entries.Where(e => e.Path != FileName).OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            var escaped = Escape(entry.Path);
            text.Append(escaped.Length == entry.Path.Length ? "" : "\\").Append(entry.Sha256).Append("  ").Append(escaped).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Path and hash of every line that is understood, without looking at any file.</summary>
    public static IEnumerable<(string Path, string Sha256)> Read(string text) =>
        text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).Select(Parse).OfType<(string Sha256, string Path)>().Select(line => (line.Path, line.Sha256));

    /// <summary>Empty when every listed file is as listed and nothing else is there. The list may be hostile: nothing outside the folder is opened.</summary>
    /// <param name="excluded">Relative paths with '/' that need not be listed.</param>
    public static IReadOnlyList<SumProblem> Verify(string folder, IReadOnlySet<string> excluded, CancellationToken cancel)
    {
        var list = Path.Combine(folder, FileName);
        if (!File.Exists(list))
        {
            return [new SumProblem(SumFault.ListMissing, FileName, 0)];
        }

        var problems = new List<SumProblem>();
        var listed = new HashSet<string>(StringComparer.Ordinal) { FileName };
        var lines = File.ReadAllText(list).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var line = lines[i].TrimEnd('\r');
            if (line.Length == 0)
            {
                continue;
            }

            if (Parse(line) is not var (sha256, path))
            {
                problems.Add(new SumProblem(SumFault.LineNotUnderstood, line, i + 1));
                continue;
            }

            listed.Add(path);
            if (Judge(folder, path, sha256) is { } fault)
            {
                problems.Add(new SumProblem(fault, path, i + 1));
            }
        }

        return [.. problems, .. Unlisted(folder, listed, excluded)];
    }

    private static IEnumerable<SumProblem> Unlisted(string folder, HashSet<string> listed, IReadOnlySet<string> excluded)
    {
        var (files, links) = FileEntry.Paths(folder);
        return files.Select(path => new SumProblem(SumFault.FileNotListed, path, 0))
            .Concat(links.Select(path => new SumProblem(SumFault.Link, path, 0)))
            .Where(problem => !listed.Contains(problem.Path) && !excluded.Contains(problem.Path));
    }

    private static SumFault? Judge(string folder, string path, string sha256)
    {
        if (Path.IsPathRooted(path) || path.Split('/').Any(part => part is "" or "." or "..") || (OperatingSystem.IsWindows() && path.AsSpan().IndexOfAny('\\', ':') >= 0))
        {
            return SumFault.PathOutside;
        }

        var file = folder;
        foreach (var part in path.Split('/'))
        {
            file = Path.Combine(file, part);
            if (new FileInfo(file).LinkTarget is not null)
            {
                return SumFault.Link;
            }
        }

        return !File.Exists(file) ? SumFault.FileMissing
            : Sha256.OfFile(file) != sha256 ? SumFault.FileChanged
            : null;
    }

    // Both marks of sha256sum are read, two blanks and blank with asterisk, and digits of either case.
    private static (string Sha256, string Path)? Parse(string line)
    {
        var escaped = line[0] == '\\';
        var rest = escaped ? line.AsSpan(1) : line;
        if (rest.Length < HashLength + 3 || rest[HashLength] != ' ' || rest[HashLength + 1] is not (' ' or '*'))
        {
            return null;
        }

        var digits = rest[..HashLength].ToString();
        var path = rest[(HashLength + 2)..].ToString();
        return digits.All(char.IsAsciiHexDigit) && (escaped ? Unescape(path) : path) is { } name ? (digits.ToLowerInvariant(), name) : null;
    }

    private static string Escape(string path) =>
        path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static string? Unescape(string path)
    {
        var name = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '\\')
            {
                name.Append(path[i]);
                continue;
            }

            if (++i == path.Length || path[i] is not ('\\' or 'n' or 'r'))
            {
                return null;
            }

            name.Append(path[i] switch { 'n' => '\n', 'r' => '\r', _ => '\\' });
        }

        return name.ToString();
    }
}
