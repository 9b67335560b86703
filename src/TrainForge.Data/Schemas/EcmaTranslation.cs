using System.Globalization;
using System.Text;

namespace TrainForge.Data.Schemas;

/// <summary>
/// Writes a regular expression of ECMAScript (flag 'u') as one of .NET. What the two read differently is written out: classes
/// of characters, the end of the text, letters outside the basic plane.
/// </summary>
internal sealed class EcmaTranslation
{
    private const string Digit = "0-9";
    private const string Word = "A-Za-z0-9_";
    private const string Space = "\\t\\n\\v\\f\\r\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
    private const string Pair = "[\\ud800-\\udbff][\\udc00-\\udfff]";
    private const string Half = "\\ud800-\\udfff";
    private const string LineEnds = "\\n\\r\\u2028\\u2029";

    private readonly string _pattern;
    private readonly StringBuilder _out = new();
    private int _at;

    private EcmaTranslation(string pattern) => _pattern = pattern;

    /// <returns>Null when something in it is not understood.</returns>
    public static string? ToDotNet(string pattern)
    {
        var translation = new EcmaTranslation(pattern);
        return translation.Run() ? translation._out.ToString() : null;
    }

    private bool Run()
    {
        while (_at < _pattern.Length)
        {
            var isUnderstood = _pattern[_at++] switch
            {
                '\\' => Escape(),
                '[' => Class(),
                '(' => Group(),
                '.' => Put(Other(LineEnds)),
                '$' => Put("\\z"),
                '#' or ' ' => Put("\\" + _pattern[_at - 1]),
                var c when char.IsHighSurrogate(c) && _at < _pattern.Length => Put($"(?:{c}{_pattern[_at++]})"),
                var c => Put(c.ToString()),
            };
            if (!isUnderstood)
            {
                return false;
            }
        }

        return true;
    }

    // (?i) and its like are other engines' own.
    private bool Group()
    {
        if (!Next("?"))
        {
            return Put("(");
        }

        foreach (var kind in new[] { ":", "=", "!", "<=", "<!" })
        {
            if (Next(kind))
            {
                return Put("(?" + kind);
            }
        }

        return Next("<") && _at < _pattern.Length && (char.IsLetter(_pattern[_at]) || _pattern[_at] is '_' or '$') && Put("(?<");
    }

    private bool Escape()
    {
        if (_at == _pattern.Length)
        {
            return false;
        }

        var c = _pattern[_at++];
        switch (c)
        {
            case 'd': return Put($"[{Digit}]");
            case 'w': return Put($"[{Word}]");
            case 's': return Put($"[{Space}]");
            case 'D': return Put(Other(Digit));
            case 'W': return Put(Other(Word));
            case 'S': return Put(Other(Space));
            case 'b': return Put($"(?:(?<=[{Word}])(?![{Word}])|(?<![{Word}])(?=[{Word}]))");
            case 'B': return Put($"(?:(?<=[{Word}])(?=[{Word}])|(?<![{Word}])(?![{Word}]))");
            case 'p' or 'P': return Category(c);
            case 'k': return Next("<") && Put("\\k<");
            case >= '1' and <= '9': return Put("(?:\\" + c + Digits() + ")");
            default:
                return Character(c) switch
                {
                    { } letter when letter.IsBmp => Put(Quote((char)letter.Value)),
                    { } letter => Put($"(?:{letter})"),
                    null => false,
                };
        }
    }

    private bool Class()
    {
        var isNegated = Next("^");
        var inside = new StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            if (!Member(inside))
            {
                return false;
            }
        }

        if (_at++ >= _pattern.Length)
        {
            return false;
        }

        return Put((inside.Length, isNegated) switch
        {
            (0, true) => Other(""),
            (0, false) => "(?!)",
            (_, true) => Other(inside.ToString()),
            _ => $"[{inside}]",
        });
    }

    private bool Member(StringBuilder inside)
    {
        var c = _pattern[_at++];
        if (c == '\\')
        {
            if (_at == _pattern.Length)
            {
                return false;
            }

            var escaped = _pattern[_at++];
            var set = escaped switch { 'd' => Digit, 'w' => Word, 's' => Space, _ => null };
            if (set is null && escaped is 'p' or 'P')
            {
                set = CategoryName() is { } name ? $"\\{escaped}{{{name}}}" : null;
            }
            else if (set is null && (escaped == 'b' ? new Rune('\b') : Character(escaped)) is { IsBmp: true } letter)
            {
                set = Quote((char)letter.Value);
            }

            inside.Append(set);
            return set is not null;
        }

        // A letter of two halves is no member of a .NET class.
        if (char.IsSurrogate(c))
        {
            return false;
        }

        inside.Append(c == '-' ? "-" : Quote(c));
        return true;
    }

    private bool Category(char kind) =>
        CategoryName() is { } name && Put(kind == 'p' ? $"\\p{{{name}}}" : $"(?:{Pair}|[\\P{{{name}}}-[{Half}]])");

    // General categories by their short names; scripts and other properties .NET does not know.
    private string? CategoryName()
    {
        var end = Next("{") ? _pattern.IndexOf('}', _at) : -1;
        if (end < 0)
        {
            return null;
        }

        var name = _pattern[_at..end];
        _at = end + 1;
        return name is "L" or "Lu" or "Ll" or "Lt" or "Lm" or "Lo" or "M" or "Mn" or "Mc" or "Me" or "N" or "Nd" or "Nl" or "No"
            or "P" or "Pc" or "Pd" or "Ps" or "Pe" or "Pi" or "Pf" or "Po" or "S" or "Sm" or "Sc" or "Sk" or "So"
            or "Z" or "Zs" or "Zl" or "Zp" or "Cc" or "Cf" ? name : null;
    }

    private Rune? Character(char c) => c switch
    {
        't' => new Rune('\t'),
        'n' => new Rune('\n'),
        'v' => new Rune('\v'),
        'f' => new Rune('\f'),
        'r' => new Rune('\r'),
        '0' when Digits().Length == 0 => new Rune('\0'),
        'c' when _at < _pattern.Length && char.IsAsciiLetter(_pattern[_at]) => new Rune(_pattern[_at++] % 32),
        'x' => Hex(2),
        'u' => Next("{") ? Braced() : Unit(),
        _ when char.IsAsciiLetterOrDigit(c) || char.IsSurrogate(c) => null,
        _ => new Rune(c),
    };

    private Rune? Unit()
    {
        if (Number(4) is not { } first)
        {
            return null;
        }

        return char.IsHighSurrogate((char)first) && Next("\\u") && Number(4) is { } second && char.IsLowSurrogate((char)second)
            ? new Rune((char)first, (char)second)
            : Rune.TryCreate(first, out var rune) ? rune : null;
    }

    private Rune? Braced()
    {
        var end = _pattern.IndexOf('}', _at);
        return end > _at && end - _at <= 6 && Number(end - _at) is { } value && Next("}") && Rune.TryCreate(value, out var rune) ? rune : null;
    }

    private Rune? Hex(int digits) => Number(digits) is { } value && Rune.TryCreate(value, out var rune) ? rune : null;

    private int? Number(int digits)
    {
        if (_at + digits > _pattern.Length || !int.TryParse(_pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        _at += digits;
        return value;
    }

    private string Digits()
    {
        var start = _at;
        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at]))
        {
            _at++;
        }

        return _pattern[start.._at];
    }

    private bool Next(string text)
    {
        var isNext = string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;
        _at += isNext ? text.Length : 0;
        return isNext;
    }

    private bool Put(string text)
    {
        _out.Append(text);
        return true;
    }

    // Texts hold no half letters, so a half is never a letter by itself.
    private static string Other(string set) => $"(?:{Pair}|[^{set}{Half}])";

    private static string Quote(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
