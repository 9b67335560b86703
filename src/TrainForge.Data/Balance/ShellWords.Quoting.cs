namespace TrainForge.Data.Balance;

// Each takes one quoted or expanded piece into the word, and is false when it never ends.
internal sealed partial class ShellWords
{
    private bool Escape()
    {
        if (!IsContinued(_at) && _at + 1 < line.Length)
        {
            _word.Append(line[_at + 1]);
        }

        IsQuoted = true;
        _at = Math.Min(_at + 2, line.Length);
        return true;
    }

    private bool Single()
    {
        IsQuoted = true;
        var end = line.IndexOf('\'', _at + 1);
        if (end < 0)
        {
            return Never();
        }

        _word.Append(line, _at + 1, end - _at - 1);
        _at = end + 1;
        return true;
    }

    private bool Double()
    {
        IsQuoted = true;
        _at++;
        while (_at < line.Length && line[_at] != '"')
        {
            switch (line[_at])
            {
                case '\\' when _at + 1 < line.Length && line[_at + 1] is '"' or '\\' or '$' or '`' or '\n':
                    if (line[_at + 1] != '\n')
                    {
                        _word.Append(line[_at + 1]);
                    }

                    _at += 2;
                    break;
                case '$':
                    Dollar();
                    break;
                case '`':
                    Until('`');
                    break;
                default:
                    Plain(line[_at]);
                    break;
            }
        }

        return _at < line.Length ? Skip() : Never();
    }

    // $'…', ${…}, $(…), $name, and a dollar that is one.
    private bool Dollar()
    {
        switch (line.AsSpan(_at))
        {
            case [_, '\'', ..]:
                _at++;
                return Single();
            case [_, '(', ..]:
                return Parenthesis();
            case [_, '{', ..]:
                return Until('}');
            case [_, var first, ..] when char.IsAsciiLetterOrDigit(first) || "_@*#?$!-".Contains(first, StringComparison.Ordinal):
                _word.Append(Expanded);
                _at += 2;
                while (char.IsAsciiLetterOrDigit(first) && _at < line.Length && (char.IsAsciiLetterOrDigit(line[_at]) || line[_at] == '_'))
                {
                    _at++;
                }

                return true;
            default:
                return Plain('$');
        }
    }

    private bool Until(char end)
    {
        _word.Append(Expanded);
        var at = line.IndexOf(end, _at + 1);
        if (at < 0)
        {
            return Never();
        }

        _at = at + 1;
        return true;
    }

    // Parentheses inside quotes do not count; what is inside is of no interest.
    private bool Parenthesis()
    {
        _word.Append(Expanded);
        var depth = 0;
        for (; _at < line.Length; _at++)
        {
            switch (line[_at])
            {
                case '\\':
                    _at++;
                    break;
                case '\'' or '"':
                    _at = line.IndexOf(line[_at], _at + 1) is var end and >= 0 ? end : line.Length;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    _at++;
                    return true;
            }
        }

        return Never();
    }

    private bool Skip()
    {
        _at++;
        return true;
    }

    private bool Never()
    {
        _at = line.Length + 1;
        return false;
    }

    private bool IsContinued(int at) => line[at] == '\\' && at + 1 < line.Length && line[at + 1] == '\n';
}
