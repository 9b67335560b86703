namespace TrainForge.Text.Templates.Syntax;

/// <summary>
/// Cuts a template into text and tags, with the white-space rules chat templates are written for: the line break after a block tag goes
/// (trim_blocks), blanks before a block tag that begins its line go (lstrip_blocks), '-' takes all white space, '+' takes none,
/// one line break at the very end goes.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _name;
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;

    // The text at _at begins a line: only there do blanks before a tag count as indentation.
    private bool _lineStarts = true;

    private Lexer(string name, string source)
    {
        _name = name;
        _source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        _source = _source.EndsWith('\n') ? _source[..^1] : _source;
    }

    public static List<Token> Read(string name, string source)
    {
        var lexer = new Lexer(name, source);
        lexer.Read();
        return lexer._tokens;
    }

    private void Read()
    {
        while (_at < _source.Length)
        {
            var tag = NextTag(_at);
            if (tag < 0)
            {
                Add(TokenKind.Text, _source[_at..]);
                _at = _source.Length;
                break;
            }

            var kind = _source[tag + 1];
            var sign = tag + 2 < _source.Length && _source[tag + 2] is '-' or '+' ? _source[tag + 2] : '\0';
            var text = _source[_at..tag];
            AddText(text, sign, kind);
            Skip(tag + (sign == '\0' ? 2 : 3));
            switch (kind)
            {
                case '#':
                    ReadComment();
                    break;
                case '{':
                    Add(TokenKind.PrintBegin, "{{");
                    ReadExpression("}}");
                    break;
                default:
                    ReadBlock();
                    break;
            }
        }

        Add(TokenKind.End, "");
    }

    private int NextTag(int from)
    {
        for (var at = from; ; at++)
        {
            at = _source.IndexOf('{', at);
            if (at < 0 || at + 1 >= _source.Length)
            {
                return -1;
            }

            if (_source[at + 1] is '{' or '%' or '#')
            {
                return at;
            }
        }
    }

    private void AddText(string text, char sign, char kind)
    {
        var kept = text;
        if (sign == '-')
        {
            kept = text.TrimEnd();
        }
        else if (sign != '+' && kind != '{')
        {
            var lineStart = text.LastIndexOf('\n') + 1;
            if ((lineStart > 0 || _lineStarts) && text.AsSpan(lineStart).IsWhiteSpace())
            {
                kept = text[..lineStart];
            }
        }

        if (kept.Length > 0)
        {
            Add(TokenKind.Text, kept);
        }
    }

    private void ReadComment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Error("A comment is not closed with '#}'");
        }

        var sign = end > _at ? _source[end - 1] : '\0';
        Skip(end + 2);
        AfterTag(sign, trims: true);
    }

    private void ReadBlock()
    {
        var word = _source.AsSpan(_at).TrimStart();
        if (word.StartsWith("raw") && RawBody(_source.Length - word.Length + 3) is { } body)
        {
            ReadRaw(body);
            return;
        }

        Add(TokenKind.BlockBegin, "{%");
        ReadExpression("%}");
    }

    // Where the text of a raw block begins; null when 'raw' is only the start of another word.
    private int? RawBody(int afterWord)
    {
        var rest = _source.AsSpan(afterWord);
        var close = rest.TrimStart();
        var length = close.StartsWith("-%}") || close.StartsWith("+%}") ? 3 : close.StartsWith("%}") ? 2 : 0;
        return length == 0 ? null : afterWord + (rest.Length - close.Length) + length;
    }

    private void ReadRaw(int body)
    {
        var openSign = _source[body - 3];
        Skip(body);
        AfterTag(openSign, trims: false);
        for (var tag = _at; ; tag++)
        {
            tag = _source.IndexOf("{%", tag, StringComparison.Ordinal);
            if (tag < 0)
            {
                throw Error("A 'raw' block is not closed with 'endraw'");
            }

            var sign = tag + 2 < _source.Length && _source[tag + 2] is '-' or '+' ? _source[tag + 2] : '\0';
            var inside = _source.AsSpan(tag + (sign == '\0' ? 2 : 3)).TrimStart();
            var after = inside.StartsWith("endraw") ? inside[6..].TrimStart() : default;
            var length = after.StartsWith("-%}") || after.StartsWith("+%}") ? 3 : after.StartsWith("%}") ? 2 : 0;
            if (length > 0)
            {
                AddText(_source[_at..tag], sign, '%');
                Skip(_source.Length - after.Length + length);
                AfterTag(after[0], trims: true);
                return;
            }
        }
    }

    // What a closing tag takes with it.
    private void AfterTag(char sign, bool trims)
    {
        var from = _at;
        if (sign == '-')
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
            {
                Skip(_at + 1);
            }
        }
        else if (trims && sign != '+' && _at < _source.Length && _source[_at] == '\n')
        {
            Skip(_at + 1);
        }

        _lineStarts = _at > from && _source[_at - 1] == '\n';
    }

    private void Skip(int to)
    {
        _line += _source.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }

    // Text tokens carry the line they begin on; Skip moves on afterwards.
    private void Add(TokenKind kind, string text) => _tokens.Add(new Token(kind, text, _line));

    private Diagnostics.TrainForgeException Error(string what) => TemplateError.Syntax(_name, _line, what);
}
