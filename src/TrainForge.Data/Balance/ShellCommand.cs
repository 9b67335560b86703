using System.Text;

namespace TrainForge.Data.Balance;

/// <summary>
/// What a shell line runs first: 'git' of "cd 'my dir' &amp;&amp; sudo -u ada GIT_PAGER=cat /usr/bin/git log | head". Changing the
/// folder, setting variables and programs that only run another one are looked through. Lower case, without folder and '.exe'.
/// </summary>
internal static class ShellCommand
{
    // A line that calls a shell that calls a shell …: nobody means that.
    private const int MostNested = 4;
    private const int LongestName = 40;

    private static readonly HashSet<string> Shells = ["bash", "sh", "zsh", "dash", "ksh", "ash", "fish"];

    private static readonly HashSet<string> WindowsShells = ["cmd", "powershell", "pwsh"];

    // What prepares for the command that is meant.
    private static readonly HashSet<string> Preparing =
        ["cd", "pushd", "popd", "set-location", "set", "export", "unset", "source", ".", "shopt", "umask", "ulimit", "alias", "true", ":", "local", "declare"];

    private static readonly HashSet<string> Keywords = ["!", "{", "}", "then", "do", "else", "elif", "if", "fi", "while", "until", "done", "esac"];

    /// <summary>Null when it cannot be told: a variable, a function, nothing at all, a quote without an end.</summary>
    public static string? First(string line) => First(line, 0);

    private static string? First(string line, int nested)
    {
        if (nested > MostNested)
        {
            return null;
        }

        var words = new ShellWords(line);
        string? prepared = null;
        while (true)
        {
            switch (words.Next())
            {
                case ShellToken.End:
                    return prepared;
                case ShellToken.Broken:
                    return null;
                case ShellToken.Redirect:
                    words.Next();
                    break;
                case ShellToken.Word when IsAssignment(words) || (!words.IsQuoted && Keywords.Contains(words.Text)):
                    break;
                case ShellToken.Word when !words.IsQuoted && words.Text is "for" or "select":
                    if (!SkipTo("do", words))
                    {
                        return null;
                    }

                    break;
                case ShellToken.Word when !words.IsQuoted && (words.Text is "case" or "function" || words.Following == '('):
                    return null;
                case ShellToken.Word when Name(words.Text) is { } name && Preparing.Contains(name):
                    prepared ??= name;
                    SkipCommand(words);
                    break;
                case ShellToken.Word:
                    return Resolve(words, nested);
            }
        }
    }

    // The word last read is a command; it may run another.
    private static string? Resolve(ShellWords words, int nested)
    {
        while (true)
        {
            if (Name(words.Text) is not { } name)
            {
                return null;
            }

            if (name == "eval")
            {
                return Rest(words) is { Length: > 0 } rest ? First(rest, nested + 1) : name;
            }

            if (Shells.Contains(name) || WindowsShells.Contains(name))
            {
                return Inner(name, words) is { } inner ? First(inner, nested + 1) : name;
            }

            if (ShellWrapper.Find(name) is not { } wrapper)
            {
                return name;
            }

            switch (wrapper.SkipToCommand(words))
            {
                case null:
                    return name;
                case { Length: > 0 } line:
                    return First(line, nested + 1);
            }
        }
    }

    /// <summary>The text a shell is given to run; null when it is given a file, or nothing.</summary>
    private static string? Inner(string shell, ShellWords words)
    {
        var isWindows = WindowsShells.Contains(shell);
        while (NextWord(words))
        {
            var option = words.Text;
            if (isWindows && option.ToLowerInvariant() is "-c" or "-command" or "/c" or "/k")
            {
                return Rest(words);
            }

            if (!isWindows && option is ['-', not '-', ..] && option.Contains('c', StringComparison.Ordinal))
            {
                return NextWord(words) ? words.Text : null;
            }

            // -o pipefail, -euo pipefail
            if (!isWindows && option is ['-' or '+', not '-', .., 'o'])
            {
                NextWord(words);
            }
            else if (!isWindows && option is not ['-' or '+', ..])
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>On to the next word of this command; false when the command ends here.</summary>
    internal static bool NextWord(ShellWords words)
    {
        while (true)
        {
            switch (words.Next())
            {
                case ShellToken.Word:
                    return true;
                case ShellToken.Redirect:
                    words.Next();
                    break;
                default:
                    return false;
            }
        }
    }

    internal static bool IsAssignment(ShellWords words)
    {
        var text = words.Text;
        var end = text.IndexOf('=', StringComparison.Ordinal);
        var name = end <= 0 ? "" : text[end - 1] == '+' ? text[..(end - 1)] : text[..end];

        // $env:NAME=… of PowerShell.
        return name.StartsWith($"{ShellWords.Expanded}:", StringComparison.Ordinal)
            || (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
    }

    private static string Rest(ShellWords words)
    {
        var rest = new StringBuilder();
        while (NextWord(words))
        {
            rest.Append(rest.Length > 0 ? " " : "").Append(words.Text);
        }

        return rest.ToString();
    }

    private static bool SkipTo(string keyword, ShellWords words)
    {
        while (words.Next() is var token and not (ShellToken.End or ShellToken.Broken))
        {
            if (token == ShellToken.Word && words.Text == keyword)
            {
                return true;
            }
        }

        return false;
    }

    // What follows '||' runs only if this fails: cd x || exit 1; make.
    private static void SkipCommand(ShellWords words)
    {
        while (words.Next() is var token && (token is ShellToken.Word or ShellToken.Redirect || (token == ShellToken.Separator && words.Text == "||")))
        {
        }
    }

    private static string? Name(string word)
    {
        var name = word[(word.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        foreach (var ending in (ReadOnlySpan<string>)[".exe", ".cmd", ".bat", ".com"])
        {
            name = name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
        }

        return name is "[" or "[[" ? "test"
            : name.Length is > 0 and <= LongestName && name.All(c => char.IsLetterOrDigit(c) || "._-+:@".Contains(c, StringComparison.Ordinal)) ? name
            : null;
    }
}
