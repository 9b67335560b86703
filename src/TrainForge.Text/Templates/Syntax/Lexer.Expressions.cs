using System.Globalization;
using System.Text;

namespace TrainForge.Text.Templates.Syntax;

/// <summary>The inside of a tag: names, numbers, strings and operators, up to the tag's end outside all brackets.</summary>
internal sealed partial class Lexer
{
    private const string OneSign = "+-/*%~[](){}<>=.:|,;";

    private static readonly string[] TwoSigns = ["//", "**", "==", "!=", ">=", "<="];

    private void ReadExpression(string close)
    {
        var open = new Stack<char>();
        var opened = _line;
        while (true)
        {
            SkipBlanks();
            if (_at >= _source.Length)
            {
                throw TemplateError.Syntax(_name, opened, $"A tag is not closed with '{close}'");
            }

            if (open.Count == 0 && TryClose(close))
            {
                return;
            }

            var c = _source[_at];
            if (char.IsAsciiDigit(c))
            {
                ReadNumber();
            }
            else if (c is '"' or '\'')
            {
                ReadString(c);
            }
            else if (c == '_' || char.IsLetter(c))
            {
                var end = _at + 1;
                while (end < _source.Length && (_source[end] == '_' || char.IsLetterOrDigit(_source[end])))
                {
                    end++;
                }

                Take(TokenKind.Name, end);
            }
            else
            {
                ReadOperator(open);
            }
        }
    }

    private bool TryClose(string close)
    {
        var rest = _source.AsSpan(_at);
        var block = close == "%}";
        var signed = rest.Length > 2 && (rest[0] == '-' || (rest[0] == '+' && block)) && rest[1..].StartsWith(close);
        if (!signed && !rest.StartsWith(close))
        {
            return false;
        }

        Add(block ? TokenKind.BlockEnd : TokenKind.PrintEnd, close);
        Skip(_at + (signed ? 3 : 2));
        AfterTag(signed ? rest[0] : '\0', trims: block);
        return true;
    }

    private void ReadOperator(Stack<char> open)
    {
        var two = _at + 1 < _source.Length ? _source.Substring(_at, 2) : "";
        if (Array.IndexOf(TwoSigns, two) >= 0)
        {
            Take(TokenKind.Operator, _at + 2);
            return;
        }

        var c = _source[_at];
        if (!OneSign.Contains(c, StringComparison.Ordinal))
        {
            throw Error($"The character '{c}' has no meaning in a tag");
        }

        if (c is '(' or '[' or '{')
        {
            open.Push(c is '(' ? ')' : c is '[' ? ']' : '}');
        }
        else if (c is ')' or ']' or '}' && (open.Count == 0 || open.Pop() != c))
        {
            throw Error($"'{c}' closes what was not opened");
        }

        Take(TokenKind.Operator, _at + 1);
    }

    private void ReadNumber()
    {
        var end = Digits(_at);
        var isFloat = false;
        if (end + 1 < _source.Length && _source[end] == '.' && char.IsAsciiDigit(_source[end + 1]))
        {
            (end, isFloat) = (Digits(end + 1), true);
        }

        if (end < _source.Length && _source[end] is 'e' or 'E')
        {
            var digits = end + 1 < _source.Length && _source[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (digits < _source.Length && char.IsAsciiDigit(_source[digits]))
            {
                (end, isFloat) = (Digits(digits), true);
            }
        }

        var text = _source[_at..end].Replace("_", "", StringComparison.Ordinal);
        Add(isFloat ? TokenKind.Float : TokenKind.Integer, text);
        Skip(end);
    }

    private int Digits(int at)
    {
        while (at < _source.Length && (char.IsAsciiDigit(_source[at]) || (_source[at] == '_' && at + 1 < _source.Length && char.IsAsciiDigit(_source[at + 1]))))
        {
            at++;
        }

        return at;
    }

    private void ReadString(char quote)
    {
        var text = new StringBuilder();
        var at = _at + 1;
        while (at < _source.Length && _source[at] != quote)
        {
            if (_source[at] == '\\' && at + 1 < _source.Length)
            {
                at = ReadEscape(at + 1, text);
            }
            else
            {
                text.Append(_source[at++]);
            }
        }

        if (at >= _source.Length)
        {
            throw Error("A string is not closed");
        }

        Add(TokenKind.String, text.ToString());
        Skip(at + 1);
    }

    // As Python reads string literals; an escape it does not know stays as it is written.
    private int ReadEscape(int at, StringBuilder text)
    {
        var c = _source[at];
        var simple = "\\'\"abfnrtv".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0)
        {
            text.Append("\\'\"\a\b\f\n\r\t\v"[simple]);
            return at + 1;
        }

        switch (c)
        {
            case '\n':
                return at + 1;
            case 'x':
                return ReadCode(at + 1, 2, text);
            case 'u':
                return ReadCode(at + 1, 4, text);
            case 'U':
                return ReadCode(at + 1, 8, text);
            case >= '0' and <= '7':
                var value = 0;
                var end = at;
                while (end < _source.Length && end < at + 3 && _source[end] is >= '0' and <= '7')
                {
                    value = (value * 8) + (_source[end++] - '0');
                }

                text.Append((char)value);
                return end;
            default:
                text.Append('\\').Append(c);
                return at + 1;
        }
    }

    private int ReadCode(int at, int digits, StringBuilder text)
    {
        if (at + digits > _source.Length || !int.TryParse(_source.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10FFFF)
        {
            throw Error("A string has an escape that is not a character");
        }

        // A surrogate may be written alone; two of them make a character.
        text.Append(code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code));
        return at + digits;
    }

    private void SkipBlanks()
    {
        var at = _at;
        while (at < _source.Length && char.IsWhiteSpace(_source[at]))
        {
            at++;
        }

        Skip(at);
    }

    private void Take(TokenKind kind, int end)
    {
        Add(kind, _source[_at..end]);
        Skip(end);
    }
}
