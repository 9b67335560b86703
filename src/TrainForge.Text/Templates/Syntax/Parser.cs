using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Syntax;

/// <summary>
/// Tokens to nodes: the Jinja that chat templates are written in. Left out, because they reach for other files or are not used there:
/// extends, block, include, import, autoescape, recursive loops.
/// </summary>
internal sealed partial class Parser
{
    private const string KnownBlocks = "if, for, set, macro, call, filter, with, generation, break, continue and raw";

    private readonly string _name;
    private readonly List<Token> _tokens;
    private readonly int _maxDepth;
    private int _at;
    private int _depth;
    private int _loops;

    private Parser(string name, List<Token> tokens, int maxDepth) => (_name, _tokens, _maxDepth) = (name, tokens, maxDepth);

    public static IReadOnlyList<Statement> Parse(string name, string source, int maxDepth)
    {
        var parser = new Parser(name, Lexer.Read(name, source), maxDepth);
        return parser.Body(opened: 0);
    }

    private Token Now => _tokens[_at];

    // Statements up to one of the words that end the block; the word is left for the caller. Opened is the line of the block, 0 for the template.
    private List<Statement> Body(int opened, params string[] ends)
    {
        Deeper();
        var body = new List<Statement>();
        while (true)
        {
            var token = Now;
            switch (token.Kind)
            {
                case TokenKind.End when ends.Length == 0:
                    _depth--;
                    return body;
                case TokenKind.End:
                    throw Error($"The block of line {opened} is not closed with '{ends[^1]}'");
                case TokenKind.Text:
                    body.Add(new PlainText(token.Line, token.Text));
                    _at++;
                    break;
                case TokenKind.PrintBegin:
                    _at++;
                    body.Add(new Print(token.Line, ExpressionList()));
                    Expect(TokenKind.PrintEnd, "}}");
                    break;
                default:
                    _at++;
                    if (Now.Kind == TokenKind.Name && ends.Contains(Now.Text, StringComparer.Ordinal))
                    {
                        _depth--;
                        return body;
                    }

                    body.Add(Block());
                    break;
            }
        }
    }

    private Statement Block()
    {
        var word = Name();
        var line = Now.Line;
        return word switch
        {
            "if" => IfBlock(line),
            "for" => ForBlock(line),
            "set" => SetBlock(line),
            "macro" => Macro(line),
            "call" => CallerBlock(line),
            "filter" => Filtered(line),
            "with" => WithBlock(line),
            "generation" => new Generation(line, Closed(line, "endgeneration")),
            "break" or "continue" when _loops == 0 => throw Error($"'{word}' stands outside any loop"),
            "break" or "continue" => CloseTag(new Jump(line, word == "break")),
            "extends" or "block" or "include" or "import" or "from" or "autoescape" or "trans" or "do" or "debug" =>
                throw TemplateError.Unsupported(_name, line, $"the block '{word}'", KnownBlocks),
            _ => throw Error($"'{word}' begins no block that is known ({KnownBlocks})"),
        };
    }

    private If IfBlock(int line)
    {
        var branches = new List<(Expression, IReadOnlyList<Statement>)>();
        IReadOnlyList<Statement> otherwise = [];
        while (true)
        {
            var test = Tuple(withConditional: false);
            EndTag();
            branches.Add((test, Body(line, "elif", "else", "endif")));
            switch (Name())
            {
                case "elif":
                    continue;
                case "else":
                    EndTag();
                    otherwise = Body(line, "endif");
                    _at++;
                    break;
            }

            EndTag();
            return new If(line, branches, otherwise);
        }
    }

    private For ForBlock(int line)
    {
        var targets = Targets();
        ExpectName("in");
        var items = Tuple(withConditional: false, stopAtRecursive: true);
        Expression? where = TakeName("if") ? Whole() : null;
        if (Now.Is(TokenKind.Name, "recursive"))
        {
            throw TemplateError.Unsupported(_name, line, "a recursive loop", "loops over a list, and macros");
        }

        EndTag();
        _loops++;
        var body = Body(line, "endfor", "else");
        _loops--;
        IReadOnlyList<Statement> otherwise = [];
        if (Name() == "else")
        {
            EndTag();
            otherwise = Body(line, "endfor");
            _at++;
        }

        EndTag();
        return new For(line, targets, items, where, body, otherwise);
    }

    private Statement SetBlock(int line)
    {
        string? field = null;
        var targets = Targets();
        if (targets.Count == 1 && TakeOperator("."))
        {
            field = Name();
        }

        if (TakeOperator("="))
        {
            return CloseTag(new Assign(line, targets, field, ExpressionList()));
        }

        var filter = TakeOperator("|") ? Filters(null) : null;
        return new AssignBlock(line, targets[0], field, filter, Closed(line, "endset"));
    }

    private MacroBlock Macro(int line)
    {
        var name = Name();
        return new MacroBlock(line, name, SignatureOf(), Closed(line, "endmacro"));
    }

    private CallBlock CallerBlock(int line)
    {
        var signature = Now.Is(TokenKind.Operator, "(") ? SignatureOf() : new Signature([], []);
        return Whole() is Call call
            ? new CallBlock(line, call, signature, Closed(line, "endcall"))
            : throw Error("'call' is not followed by a call");
    }

    private FilterBlock Filtered(int line) => new(line, Filters(null), Closed(line, "endfilter"));

    private With WithBlock(int line)
    {
        var names = new List<(string, Expression)>();
        while (Now.Kind != TokenKind.BlockEnd)
        {
            if (names.Count > 0)
            {
                Expect(TokenKind.Operator, ",");
            }

            var name = Name();
            Expect(TokenKind.Operator, "=");
            names.Add((name, Whole()));
        }

        return new With(line, names, Closed(line, "endwith"));
    }

    private Signature SignatureOf()
    {
        var names = new List<string>();
        var defaults = new List<Expression?>();
        Expect(TokenKind.Operator, "(");
        while (!TakeOperator(")"))
        {
            if (names.Count > 0)
            {
                Expect(TokenKind.Operator, ",");
            }

            names.Add(Name());
            defaults.Add(TakeOperator("=") ? Whole() : null);
            if (defaults[^1] is null && defaults.Count > 1 && defaults[^2] is not null)
            {
                throw Error($"The parameter '{names[^1]}' has no default but follows one that has");
            }
        }

        return new Signature(names, defaults);
    }

    private List<string> Targets()
    {
        var inParentheses = TakeOperator("(");
        var targets = new List<string> { Name() };
        while (TakeOperator(",") && Now.Kind == TokenKind.Name)
        {
            targets.Add(Name());
        }

        if (inParentheses)
        {
            Expect(TokenKind.Operator, ")");
        }

        return targets;
    }

    private List<Statement> Closed(int line, string end)
    {
        EndTag();
        var body = Body(line, end);
        _at++;
        EndTag();
        return body;
    }

    private T CloseTag<T>(T statement)
        where T : Statement
    {
        EndTag();
        return statement;
    }

    private void EndTag() => Expect(TokenKind.BlockEnd, "%}");

    private string Name() => Now.Kind == TokenKind.Name ? _tokens[_at++].Text : throw Error($"A name is expected, not {Now}");

    private void ExpectName(string name)
    {
        if (!TakeName(name))
        {
            throw Error($"'{name}' is expected, not {Now}");
        }
    }

    private void Expect(TokenKind kind, string text)
    {
        if (!Now.Is(kind, text))
        {
            throw Error($"'{text}' is expected, not {Now}");
        }

        _at++;
    }

    private bool TakeName(string name) => Take(TokenKind.Name, name);

    private bool TakeOperator(string sign) => Take(TokenKind.Operator, sign);

    private bool Take(TokenKind kind, string text)
    {
        if (!Now.Is(kind, text))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Deeper()
    {
        if (++_depth > _maxDepth)
        {
            throw TemplateError.Limit(_name, Now.Line, $"more than {_maxDepth} blocks or expressions inside each other");
        }
    }

    private Diagnostics.TrainForgeException Error(string what) => TemplateError.Syntax(_name, Now.Line, what);

    private static TemplateValue? ConstantNamed(string name) => name switch
    {
        "true" or "True" => TemplateValue.True,
        "false" or "False" => TemplateValue.False,
        "none" or "None" => TemplateValue.None,
        _ => null,
    };
}
