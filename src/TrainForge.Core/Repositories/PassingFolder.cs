using System.Text.RegularExpressions;

namespace TrainForge.Repositories;

/// <summary>
/// Folders that tests and programs make for one run and throw away. Work in them is seldom work: in one corpus of sessions two of
/// three projects were such folders.
/// </summary>
public static partial class PassingFolder
{
    /// <param name="path">Of any system, wherever this runs; the part that names a user may have been replaced.</param>
    public static bool Is(string path) => Temporary().IsMatch(path.Replace('\\', '/') + "/");

    // /tmp itself is none: some people work there. Nor is it enough that a name begins with 'tmp': Python's have eight signs behind it,
    // those of mktemp a dot. All that macOS and Windows keep for a user's temporary files is of that kind.
    [GeneratedRegex(
        """
        ^(?:/private)?(?:
            /var/folders/[^/]+/[^/]+/T/
          | (?:/var)?/tmp/(?: pytest-of- | pytest-[0-9]+/ | tmp\.[a-z0-9]+/ | tmp[a-z0-9_]{8}/ )
          | /dev/shm/(?: pytest-of- | tmp\.[a-z0-9]+/ | tmp[a-z0-9_]{8}/ ) )
        | (?:^|/)AppData/Local/Temp/
        | ^[a-z]:/Windows/Temp/
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Temporary();
}
