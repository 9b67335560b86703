using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Syntax;

/// <summary>What follows a value: attributes, items, slices, calls; then filters and tests.</summary>
internal sealed partial class Parser
{
    private Expression Postfix(Expression value)
    {
        while (true)
        {
            var line = Now.Line;
            if (TakeOperator("."))
            {
                value = Now.Kind == TokenKind.Integer
                    ? new Item(line, value, Primary())
                    : new Member(line, value, Name());
            }
            else if (TakeOperator("["))
            {
                value = Subscript(line, value);
            }
            else if (Now.Is(TokenKind.Operator, "("))
            {
                value = new Call(line, value, CallArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Subscript(int line, Expression value)
    {
        Expression? start = Now.Is(TokenKind.Operator, ":") ? null : Whole();
        if (start is not null && TakeOperator("]"))
        {
            return new Item(line, value, start);
        }

        Expect(TokenKind.Operator, ":");
        var stop = EndsSlicePart() ? null : Whole();
        var step = TakeOperator(":") && !EndsSlicePart() ? Whole() : null;
        Expect(TokenKind.Operator, "]");
        return new Slice(line, value, start, stop, step);
    }

    private bool EndsSlicePart() => Now is { Kind: TokenKind.Operator, Text: ":" or "]" };

    private Arguments CallArguments()
    {
        Expect(TokenKind.Operator, "(");
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!TakeOperator(")"))
        {
            if (positional.Count + named.Count > 0)
            {
                Expect(TokenKind.Operator, ",");
                if (TakeOperator(")"))
                {
                    break;
                }
            }

            if (Now is { Kind: TokenKind.Operator, Text: "*" or "**" })
            {
                throw TemplateError.Unsupported(_name, Now.Line, "unpacking into a call", "arguments by place and by name");
            }

            if (Now.Kind == TokenKind.Name && _tokens[_at + 1].Is(TokenKind.Operator, "="))
            {
                var name = Name();
                _at++;
                named.Add((name, Whole()));
            }
            else if (named.Count > 0)
            {
                throw Error("An argument by place follows one by name");
            }
            else
            {
                positional.Add(Whole());
            }
        }

        return new Arguments(positional, named);
    }

    private Expression FiltersAndTests(Expression value)
    {
        while (true)
        {
            var line = Now.Line;
            if (Now.Is(TokenKind.Operator, "|"))
            {
                _at++;
                value = Filters(value);
            }
            else if (TakeName("is"))
            {
                value = TestOf(line, value);
            }
            else if (Now.Is(TokenKind.Operator, "("))
            {
                value = new Call(line, value, CallArguments());
            }
            else
            {
                return value;
            }
        }
    }

    // A filter and those that follow it; the '|' before the first is taken already.
    private Expression Filters(Expression? target)
    {
        do
        {
            var line = Now.Line;
            var name = DottedName();
            target = new Filter(line, target, name, Now.Is(TokenKind.Operator, "(") ? CallArguments() : Arguments.None);
        }
        while (TakeOperator("|"));

        return target;
    }

    private Expression TestOf(int line, Expression value)
    {
        var negated = TakeName("not");
        var name = DottedName();
        var arguments = Arguments.None;
        if (Now.Is(TokenKind.Operator, "("))
        {
            arguments = CallArguments();
        }
        else if (BeginsArgument())
        {
            arguments = new Arguments([Postfix(Primary())], []);
        }

        Expression test = new Test(line, value, name, arguments);
        return negated ? new Not(line, test) : test;
    }

    private bool BeginsArgument() => Now.Kind switch
    {
        TokenKind.Name => Now.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not"),
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Operator => Now.Text is "[" or "{",
        _ => false,
    };

    private string DottedName()
    {
        var name = Name();
        while (TakeOperator("."))
        {
            name += "." + Name();
        }

        return name;
    }
}
