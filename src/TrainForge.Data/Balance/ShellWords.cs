using System.Text;

namespace TrainForge.Data.Balance;

internal enum ShellToken
{
    Word,

    /// <summary>;, &amp;, &amp;&amp;, ||, |, a line break, a parenthesis: a command may begin behind it.</summary>
    Separator,

    /// <summary>A redirection; its target is the next word.</summary>
    Redirect,
    End,

    /// <summary>A quote that never ends.</summary>
    Broken,
}

/// <summary>
/// A shell line word by word, as far as anyone asks. It expands nothing: what the shell would put in stands as
/// <see cref="Expanded"/>. Bodies of here-documents are not told from commands; whoever asks has the command before he gets there.
/// </summary>
internal sealed partial class ShellWords(string line)
{
    public const char Expanded = '\0';

    private readonly StringBuilder _word = new();
    private int _at;

    /// <summary>Of the token last read: the word without its quotes, or the separator.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The word had quotes, so it is no keyword.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>What stands right behind the token last read.</summary>
    public char Following => _at < line.Length ? line[_at] : '\n';

    public ShellToken Next()
    {
        while (_at < line.Length && (line[_at] is ' ' or '\t' or '\r' || IsContinued(_at)))
        {
            _at += line[_at] == '\\' ? 2 : 1;
        }

        IsQuoted = false;
        if (_at >= line.Length)
        {
            return ShellToken.End;
        }

        if (line[_at] == '#')
        {
            _at = line.IndexOf('\n', _at) is var end and >= 0 ? end : line.Length;
            return Next();
        }

        return Operator() ?? Word();
    }

    private ShellToken? Operator()
    {
        var rest = line.AsSpan(_at);
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        if (digits > 0 && rest[digits] is '<' or '>')
        {
            _at += digits;
            return Operator();
        }

        foreach (var name in (ReadOnlySpan<string>)["<<<", "<<-", "&>>", "<<", ">>", "&>", ">&", "<&", ">|", "<>"])
        {
            if (rest.StartsWith(name))
            {
                return Take(name.Length, ShellToken.Redirect);
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["&&", "||", "|&", ";;"])
        {
            if (rest.StartsWith(name))
            {
                return Take(name.Length, ShellToken.Separator);
            }
        }

        return rest[0] switch
        {
            '<' or '>' => rest is [_, '(', ..] ? null : Take(1, ShellToken.Redirect),
            ';' or '&' or '|' or '\n' or '(' or ')' => Take(1, ShellToken.Separator),
            _ => null,
        };
    }

    private ShellToken Take(int length, ShellToken token)
    {
        Text = line.Substring(_at, length);
        _at += length;
        return token;
    }

    private ShellToken Word()
    {
        _word.Clear();

        // A path of Windows: its backslashes escape nothing.
        var isWindows = (line.AsSpan(_at) is [var drive, ':', '\\', ..] && char.IsAsciiLetter(drive)) || line.AsSpan(_at).StartsWith(@".\");
        while (_at < line.Length)
        {
            var c = line[_at];
            var isWhole = c switch
            {
                ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or ')' => false,
                '>' or '<' => line.AsSpan(_at) is [_, '(', ..] && Parenthesis(),
                '(' => _word.Length > 0 && _word[^1] == '=' && Parenthesis(),
                '\'' => Single(),
                '"' => Double(),
                '`' => Until('`'),
                '$' => Dollar(),
                '\\' when !isWindows => Escape(),
                _ => Plain(c),
            };
            if (!isWhole)
            {
                break;
            }
        }

        Text = _word.ToString();
        return _at > line.Length ? ShellToken.Broken : ShellToken.Word;
    }

    private bool Plain(char c)
    {
        _word.Append(c);
        _at++;
        return true;
    }
}
