using System.Globalization;
using System.Numerics;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Syntax;

/// <summary>Expressions, weakest binding first: conditional, or, and, not, comparison, + -, ~, * / // %, **, sign, then what follows a value.</summary>
internal sealed partial class Parser
{
    private Expression ExpressionList() => Tuple(withConditional: true);

    private Expression Whole() => Condition();

    private Expression Tuple(bool withConditional, bool stopAtRecursive = false)
    {
        var line = Now.Line;
        var first = withConditional ? Condition() : Or();
        if (!Now.Is(TokenKind.Operator, ","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (TakeOperator(",") && !EndsList() && !(stopAtRecursive && Now.Is(TokenKind.Name, "recursive")))
        {
            items.Add(withConditional ? Condition() : Or());
        }

        return new ListExpression(line, items, IsTuple: true);
    }

    private bool EndsList() => Now.Kind is TokenKind.PrintEnd or TokenKind.BlockEnd or TokenKind.End || Now.Is(TokenKind.Operator, ")");

    private Expression Condition()
    {
        Deeper();
        var value = Or();
        while (Now.Is(TokenKind.Name, "if"))
        {
            var line = _tokens[_at++].Line;
            var test = Or();
            value = new Conditional(line, test, value, TakeName("else") ? Condition() : null);
        }

        _depth--;
        return value;
    }

    private Expression Or() => Operands("or", And, (line, operands) => new Logical(line, IsAnd: false, operands));

    private Expression And() => Operands("and", Negation, (line, operands) => new Logical(line, IsAnd: true, operands));

    private Expression Operands(string word, Func<Expression> next, Func<int, List<Expression>, Expression> make)
    {
        var line = Now.Line;
        var first = next();
        if (!Now.Is(TokenKind.Name, word))
        {
            return first;
        }

        var operands = new List<Expression> { first };
        while (TakeName(word))
        {
            operands.Add(next());
        }

        return make(line, operands);
    }

    private Expression Negation()
    {
        if (!Now.Is(TokenKind.Name, "not"))
        {
            return Compared();
        }

        Deeper();
        var not = new Not(_tokens[_at++].Line, Negation());
        _depth--;
        return not;
    }

    private Expression Compared()
    {
        var line = Now.Line;
        var first = Sum();
        var rest = new List<(string, Expression)>();
        while (true)
        {
            if (Now is { Kind: TokenKind.Operator, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" })
            {
                rest.Add((_tokens[_at++].Text, Sum()));
            }
            else if (TakeName("in"))
            {
                rest.Add(("in", Sum()));
            }
            else if (Now.Is(TokenKind.Name, "not") && _tokens[_at + 1].Is(TokenKind.Name, "in"))
            {
                _at += 2;
                rest.Add(("not in", Sum()));
            }
            else
            {
                return rest.Count == 0 ? first : new Comparison(line, first, rest);
            }
        }
    }

    private Expression Sum() => Chain(Concatenation, "+", "-");

    private Expression Concatenation()
    {
        var line = Now.Line;
        var first = Product();
        if (!Now.Is(TokenKind.Operator, "~"))
        {
            return first;
        }

        var parts = new List<Expression> { first };
        while (TakeOperator("~"))
        {
            parts.Add(Product());
        }

        return new Joined(line, parts);
    }

    private Expression Product() => Chain(Power, "*", "/", "//", "%");

    private Expression Power() => Chain(() => Signed(withFilters: true), "**");

    private Expression Chain(Func<Expression> next, params string[] signs)
    {
        var left = next();
        while (Now.Kind == TokenKind.Operator && signs.Contains(Now.Text, StringComparer.Ordinal))
        {
            var sign = _tokens[_at++];
            left = new Binary(sign.Line, sign.Text, left, next());
        }

        return left;
    }

    private Expression Signed(bool withFilters)
    {
        var token = Now;
        Expression value;
        if (token is { Kind: TokenKind.Operator, Text: "-" or "+" })
        {
            _at++;
            Deeper();
            value = new Unary(token.Line, token.Text[0], Signed(withFilters: false));
            _depth--;
        }
        else
        {
            value = Primary();
        }

        value = Postfix(value);
        return withFilters ? FiltersAndTests(value) : value;
    }

    private Expression Primary()
    {
        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case TokenKind.Name:
                return ConstantNamed(token.Text) is { } constant ? new Constant(token.Line, constant) : new Variable(token.Line, token.Text);
            case TokenKind.String:
                var text = token.Text;
                while (Now.Kind == TokenKind.String)
                {
                    text += _tokens[_at++].Text;
                }

                return new Constant(token.Line, TemplateValue.From(text));
            case TokenKind.Integer when token.Text.Length <= TextValue.LongestNumber:
                return new Constant(token.Line, new IntegerValue(BigInteger.Parse(token.Text, CultureInfo.InvariantCulture)));
            case TokenKind.Float:
                return new Constant(token.Line, new FloatValue(double.Parse(token.Text, CultureInfo.InvariantCulture)));
            case TokenKind.Operator when token.Text == "(":
                return InParentheses(token.Line);
            case TokenKind.Operator when token.Text == "[":
                return new ListExpression(token.Line, Items("]"), IsTuple: false);
            case TokenKind.Operator when token.Text == "{":
                return Map(token.Line);
            default:
                _at--;
                throw Error($"A value is expected, not {token}");
        }
    }

    private Expression InParentheses(int line)
    {
        if (TakeOperator(")"))
        {
            return new ListExpression(line, [], IsTuple: true);
        }

        var value = Tuple(withConditional: true);
        Expect(TokenKind.Operator, ")");
        return value;
    }

    private List<Expression> Items(string close)
    {
        var items = new List<Expression>();
        while (!TakeOperator(close))
        {
            if (items.Count > 0)
            {
                Expect(TokenKind.Operator, ",");
                if (TakeOperator(close))
                {
                    break;
                }
            }

            items.Add(Whole());
        }

        return items;
    }

    private MapExpression Map(int line)
    {
        var entries = new List<(Expression, Expression)>();
        while (!TakeOperator("}"))
        {
            if (entries.Count > 0)
            {
                Expect(TokenKind.Operator, ",");
                if (TakeOperator("}"))
                {
                    break;
                }
            }

            var key = Whole();
            Expect(TokenKind.Operator, ":");
            entries.Add((key, Whole()));
        }

        return new MapExpression(line, entries);
    }
}
