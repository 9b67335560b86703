using System.Text;
using System.Text.RegularExpressions;

namespace TrainForge.Runs.Inputs;

/// <summary>
/// A pattern of paths: '*' and '?' within a name, '**' for any number of folders. Letters match in either case, so that a list of
/// inputs is the same on every system.
/// </summary>
internal sealed class InputPattern
{
    private readonly Regex _regex;

    /// <param name="text">As it was written: relative to <paramref name="top"/>, or a whole path.</param>
    public InputPattern(string text, string top)
    {
        Text = text;
        var names = text.Trim().Replace('\\', '/').Split('/');
        var plain = Array.FindIndex(names, name => name.Contains('*', StringComparison.Ordinal) || name.Contains('?', StringComparison.Ordinal));
        plain = plain < 0 ? names.Length - 1 : plain;

        Start = plain == 0 ? top : Path.TrimEndingDirectorySeparator(Path.GetFullPath(string.Join('/', names[..plain]) + "/", top));
        _regex = new Regex(
            $@"\A{Regex.Escape(Prefix(top, Start))}{Translate(names.AsSpan(plain))}\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    public string Text { get; }

    /// <summary>The folder below which everything lies that can match.</summary>
    public string Start { get; }

    /// <param name="path">Relative to the top, with '/'; a folder ends with one.</param>
    public bool Matches(string path) => _regex.IsMatch(path);

    /// <summary>What paths in a folder begin with, as seen from the top: "", "models/", "../models/".</summary>
    public static string Prefix(string top, string folder) =>
        Path.GetRelativePath(top, folder).Replace('\\', '/') is var path && path == "." ? "" : path.TrimEnd('/') + "/";

    private static string Translate(ReadOnlySpan<string> names)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < names.Length; i++)
        {
            var isLast = i == names.Length - 1;
            if (names[i] == "**")
            {
                regex.Append(isLast ? ".*" : "(?:[^/]+/)*");
                continue;
            }

            foreach (var c in names[i])
            {
                regex.Append(c switch { '*' => "[^/]*", '?' => "[^/]", _ => Regex.Escape(c.ToString()) });
            }

            regex.Append(isLast ? "" : "/");
        }

        return regex.ToString();
    }
}
