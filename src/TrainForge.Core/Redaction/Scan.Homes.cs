using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>The parts of paths that name a person.</summary>
internal ref partial struct Scan<T>
{
    private const int MaxUserName = 64;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Slash(int at)
    {
        if (Before(at) == 'm' && Webhook(at) is var hook and > 0)
        {
            return hook;
        }

        var name = HomeName(at);
        if (name == 0)
        {
            return 0;
        }

        var start = HomeStart(at);
        start -= start == at && Before(at) == '\\' && Letter(name - 2) == '\\' ? 1 : 0; // half an escape would be no JSON
        var end = name;
        while (end - name < MaxUserName && IsUserName(Letter(end)))
        {
            end++;
        }

        while (end > name && Letter(end - 1) == '.')
        {
            end--;
        }

        return start < 0 || end == name || IsSharedFolder(name, end) ? 0 : Take(start, end, RedactionClass.Home);
    }

    // Where the user's name begins after /home/ or /Users/, plain or with '\/' as some serializers write it; or 0.
    private readonly int HomeName(int at)
    {
        var slash = Letter(at + 1) switch
        {
            'h' when Has(at + 2, "ome") => at + 5,
            'U' when Has(at + 2, "sers") => at + 6,
            _ => 0,
        };

        if (slash == 0)
        {
            return 0;
        }

        slash += Letter(slash) == '\\' ? 1 : 0;
        return Letter(slash) == '/' ? slash + 1 : 0;
    }

    /// <summary>
    /// Where the path begins that leads to a home: a drive, a mounted drive, a file address, a compiler's option. -1 inside
    /// another path, where '/home/' and '/Users/' are folders like any other.
    /// </summary>
    private readonly int HomeStart(int at)
    {
        var slash = at - (Before(at) == '\\' ? 1 : 0);
        var before = Before(slash);
        if (before == ':')
        {
            return Glyphs.Letter.Is(Before(slash - 1)) && !Glyphs.Word.Is(Before(slash - 2)) ? slash - 2 : at;
        }

        if (before == '/')
        {
            return at;
        }

        if (before == ' ' && IsRequest(slash - 1))
        {
            return -1;
        }

        if (!Glyphs.Name.Is(before) && before is not (')' or '}' or ']' or '*' or '~' or '%'))
        {
            return at;
        }

        if (Glyphs.Letter.Is(before) && Before(slash - 1) is '/' or '-')
        {
            // /c/Users, /mnt/c/Users, /cygdrive/c/Users, -I/home
            foreach (var mount in (ReadOnlySpan<string>)["/mnt", "/cygdrive", "/host_mnt"])
            {
                var start = slash - 2 - mount.Length;
                if (start >= _done && Has(start, mount))
                {
                    return start;
                }
            }

            return Before(slash - 1) == '-' ? at : Glyphs.Name.Is(Before(slash - 2)) ? -1 : slash - 2;
        }

        foreach (var root in (ReadOnlySpan<string>)["/var", "/System/Volumes/Data", "/private", "/export", "/wsl$/Ubuntu"])
        {
            var start = slash - root.Length;
            if (start >= _done && Has(start, root) && !Glyphs.Name.Is(Before(start)))
            {
                return start;
            }
        }

        return Glyphs.Word.Is(before) && IsBoundary(at) ? at : -1;
    }

    // GET /home/index: what is asked of a server, not of a disk.
    private readonly bool IsRequest(int blank)
    {
        foreach (var method in (ReadOnlySpan<string>)["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
        {
            var start = blank - method.Length;
            if (start >= _done && Has(start, method) && !Glyphs.Word.Is(Before(start)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUserName(int c) => c > ' ' && (c > 127 || !Glyphs.PathEnd.Is(c));

    private readonly bool IsSharedFolder(int start, int end) => IsOneOf(start, end, Words.SharedFolders);

    // At ':' of C:\Users\, with one backslash or as many as there were serializations.
    private int WindowsHome(int at)
    {
        var users = at + 1;
        while (users - at <= 8 && Letter(users) is '\\' or '/')
        {
            users++;
        }

        var slash = HasIgnoringCase(users, "users") ? users + 5 : HasIgnoringCase(users, "documents and settings") ? users + 22 : 0;
        var name = slash;
        while (slash > 0 && name - slash < 8 && Letter(name) is '\\' or '/')
        {
            name++;
        }

        if (name == slash || at - 1 < _done || (Glyphs.Word.Is(Before(at - 1)) && !IsBoundary(at - 1)))
        {
            return 0;
        }

        // A Windows name may hold blanks, but only a separator behind shows that they belong to it.
        var (end, word) = (name, 0);
        while (end - name < MaxUserName && (IsUserName(Letter(end)) || Letter(end) is ' ' or '(' or ')' or '&' or '\''))
        {
            word = word == 0 && !IsUserName(Letter(end)) ? end : word;
            end++;
        }

        end = word > 0 && Letter(end) is not ('\\' or '/') ? word : end;
        while (end > name && Letter(end - 1) == '.')
        {
            end--;
        }

        return end == name || IsSharedFolder(name, end) ? 0 : Take(at - 1, end, RedactionClass.Home);
    }

    // At the '-' before Users or home in -Users-ada-work: folders named after a path, as agents keep their sessions in.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ProjectFolder(int at)
    {
        var before = Before(at);
        if (before is not ('/' or '\\' or '"' or '\'' or ' ' or '-' or -1))
        {
            return 0;
        }

        var name = Has(at + 1, "Users-") ? at + 7 : Has(at + 1, "home-") ? at + 6 : 0;
        var start = before == '-' && Glyphs.Letter.Is(Before(at - 1)) && before == '-' ? at - 2 : at;
        if (name == 0 || (before == '-' && start == at))
        {
            return 0;
        }

        var end = name;
        while (end - name < MaxUserName && (Glyphs.Word | Glyphs.Underscore).Is(Letter(end)))
        {
            end++;
        }

        return end > name && Letter(end) is '-' or '/' or '\\' or '"' && start >= _done ? Take(start, end, RedactionClass.Home) : 0;
    }
}
