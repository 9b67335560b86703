using System.Runtime.CompilerServices;

namespace TrainForge.Redaction;

/// <summary>Secrets on a command line: behind options, and as arguments of commands that take one.</summary>
internal ref partial struct Scan<T>
{
    // At '-'. Options whose value is the next word: --password x, "--token", "x", -u name:x, sshpass -p x.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Flag(int at)
    {
        if (Before(at) != '-')
        {
            return ShortFlag(at);
        }

        if (Before(at - 1) == '-' || IsInWord(at - 1))
        {
            return 0;
        }

        var end = at + 1;
        while (end - at <= SecretNames.MaxLength && Glyphs.Token.Is(Letter(end)))
        {
            end++;
        }

        if (Glyphs.Blank.Is(Letter(end)) && (Has(end - 5, "-user") || Has(end - 11, "-proxy-user")) && IsAfter(at - 1, "curl"))
        {
            return NameAndPassword(end + 1);
        }

        var value = end;
        if (Glyphs.Quote.Is(Letter(value)) || (Letter(value) == '\\' && Glyphs.Quote.Is(Letter(value + 1))))
        {
            value = AfterComma(value);
        }
        else if (!Glyphs.Blank.Is(Letter(value)))
        {
            return 0;
        }

        if (value == 0)
        {
            return 0;
        }

        var name = NameEnding(end, quoted: false, out _);
        return name.IsNone ? 0 : Value(value, new ValueContext(name, KeyQuoted: value > end, Loud: true, Flag: true));
    }

    private readonly bool IsInWord(int at) => Glyphs.Word.Is(Before(at)) && !IsBoundary(at);

    private readonly int AfterComma(int at)
    {
        while (Letter(at) == '\\' || Glyphs.Quote.Is(Letter(at)))
        {
            at++;
        }

        if (Letter(at) != ',')
        {
            return 0;
        }

        at++;
        for (var i = 0; i < 4 * MaxBlanks && Glyphs.Space.Is(Letter(at)); i++)
        {
            at++;
        }

        return Glyphs.Quote.Is(Letter(at)) || Letter(at) == '\\' ? at : 0;
    }

    // -p x of sshpass and logins, -px of MySQL, -P x of sqlcmd, -u name:x of curl.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ShortFlag(int at)
    {
        if (!Glyphs.Blank.Is(Before(at)))
        {
            return 0;
        }

        var isApart = Glyphs.Blank.Is(Letter(at + 2));
        return Letter(at + 1) switch
        {
            'p' when isApart => (at - 8 >= _done && Has(at - 8, "sshpass ")) || IsAfter(at, "login") ? Value(at + 2, TypedPassword) : 0,
            'p' => IsAfter(at, "mysql") || IsAfter(at, "mysqldump") || IsAfter(at, "mysqladmin") || IsAfter(at, "mariadb") ? Value(at + 2, TypedPassword) : 0,
            'P' when isApart => IsAfter(at, "sqlcmd") || IsAfter(at, "bcp") ? Value(at + 2, TypedPassword) : 0,
            'u' when isApart => NameAndPassword(at + 3),
            _ => 0,
        };
    }

    private static ValueContext TypedPassword => new(new SecretName(SecretKind.Strong, RedactionClass.Password), Loud: true, Flag: true);

    // curl -u name:secret, --user name:secret. A colon is what tells it from all other users.
    private int NameAndPassword(int at)
    {
        var start = at + (Glyphs.Quote.Is(Letter(at)) ? 1 : 0);
        var colon = start;
        while (colon - start < SecretNames.MaxLength && (Glyphs.Name.Is(Letter(colon)) || Letter(colon) == '@'))
        {
            colon++;
        }

        // 1000:1000 are those of a container.
        return Letter(colon) != ':' || RunEnd(start, Glyphs.Digit) == colon || Letter(colon + 1) == '/' ? 0 : Unquoted(colon + 1, TypedPassword);
    }

    // Whether a command of this name stands before, in the same line and the same command of it.
    private readonly bool IsAfter(int at, string command)
    {
        for (var i = at - 1; i >= _done && at - i <= MaxCommand; i--)
        {
            var c = Letter(i);
            if (c is '\n' or ';' or '|' or '&')
            {
                return false;
            }

            if (c == command[0] && Has(i, command) && !Glyphs.Name.Is(Before(i)) && !Glyphs.Token.Is(Letter(i + command.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private const int MaxCommand = 160;

    // At the '-' of: dotnet user-secrets set "Stripe:Key" "x".
    private int UserSecret(int at)
    {
        if (at - 4 < _done || !Has(at - 4, "user-secrets"))
        {
            return 0;
        }

        var value = at + "-secrets".Length;
        for (var words = 0; words < 8 && !Has(value, " set "); words++)
        {
            value = WordEnd(RunEnd(value, Glyphs.Blank));
        }

        value = Has(value, " set ") ? value + " set ".Length : _text.Length;
        while (Letter(value) == '-')
        {
            value = RunEnd(WordEnd(RunEnd(WordEnd(value), Glyphs.Blank)), Glyphs.Blank); // --project and its value
        }

        value = WordEnd(value);
        return Glyphs.Blank.Is(Letter(value)) ? Value(value, TypedPassword) : 0;
    }

    // Quotes, and backslashes before them, hold a word together. Bounded: no name is longer.
    private readonly int WordEnd(int at)
    {
        var start = at;
        while (Letter(at) == '\\')
        {
            at++;
        }

        var quote = Glyphs.Quote.Is(Letter(at)) ? Letter(at++) : 0;
        while (at - start < MaxCommand && Letter(at) is not (-1 or '\n' or '\r') && (quote != 0 ? Letter(at) != quote : Letter(at) > ' '))
        {
            at++;
        }

        return at + (quote != 0 && Letter(at) == quote ? 1 : 0);
    }

    // At 'B' of: IDENTIFIED BY 'x'.
    private int IdentifiedBy(int at) =>
        at - 11 >= _done && HasIgnoringCase(at - 11, "identified by ") && RunEnd(at + 2, Glyphs.Blank) is var value && Letter(value) is '\'' or '"'
            ? Value(value, new ValueContext(new SecretName(SecretKind.Strong, RedactionClass.Password), KeyQuoted: true))
            : 0;
}
