namespace TrainForge.Data.Balance;

/// <summary>A program that runs the command it is given.</summary>
/// <param name="Valued">Short options whose value is the next word.</param>
internal sealed record ShellWrapper(string Valued)
{
    private static readonly Dictionary<string, ShellWrapper> All = new(StringComparer.Ordinal)
    {
        ["env"] = new("uC") { LongValued = ["unset", "chdir"], Whole = 'S' },
        ["sudo"] = new("ughpCrtTUDR") { LongValued = ["user", "group", "host", "prompt", "chdir", "chroot"] },
        ["doas"] = new("uC"),
        ["timeout"] = new("sk") { LongValued = ["signal", "kill-after"], Before = 1 },
        ["nice"] = new("n") { LongValued = ["adjustment"] },
        ["ionice"] = new("cnpPu") { LongValued = ["class", "classdata"] },
        ["nohup"] = new(""),
        ["time"] = new("fo") { LongValued = ["format", "output"] },
        ["stdbuf"] = new("ioe") { LongValued = ["input", "output", "error"] },
        ["setsid"] = new(""),
        ["command"] = new(""),
        ["builtin"] = new(""),
        ["exec"] = new("a"),
        ["xargs"] = new("IinPLdsEa") { LongValued = ["replace", "max-args", "max-procs", "max-lines", "delimiter", "arg-file"] },
        ["watch"] = new("n") { LongValued = ["interval"] },
        ["flock"] = new("wE") { LongValued = ["timeout", "wait", "conflict-exit-code"], Before = 1, Whole = 'c' },
        ["chroot"] = new("") { Before = 1 },
        ["unbuffer"] = new(""),
        ["winpty"] = new(""),
    };

    public IReadOnlyList<string> LongValued { get; init; } = [];

    /// <summary>Words between the options and the command.</summary>
    public int Before { get; init; }

    /// <summary>The option whose value is a whole line to run.</summary>
    public char? Whole { get; init; }

    public static ShellWrapper? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>
    /// On to the word that is the command, and an empty text; or a whole line that is to be run; null when there is neither.
    /// </summary>
    public string? SkipToCommand(ShellWords words)
    {
        var before = Before;
        var options = true;
        while (ShellCommand.NextWord(words))
        {
            var word = words.Text;
            if (options && word == "--")
            {
                options = false;
            }
            else if (options && Whole is { } whole && word.StartsWith($"-{whole}", StringComparison.Ordinal))
            {
                return word.Length > 2 ? word[2..] : ShellCommand.NextWord(words) ? words.Text : null;
            }
            else if (options && word is ['-', _, ..])
            {
                if (TakesNext(word) && !ShellCommand.NextWord(words))
                {
                    return null;
                }
            }
            else if (before > 0)
            {
                before--;
            }
            else if (!ShellCommand.IsAssignment(words))
            {
                return "";
            }
        }

        return null;
    }

    private bool TakesNext(string option)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            return LongValued.Contains(option[2..]);
        }

        // -uada has its value, -u and -nu take the next word.
        var valued = option.IndexOfAny([.. Valued], 1);
        return valued == option.Length - 1;
    }
}
