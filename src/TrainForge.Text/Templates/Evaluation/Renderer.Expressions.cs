using System.Runtime.CompilerServices;
using TrainForge.Text.Templates.Syntax;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Expressions to values.</summary>
internal sealed partial class Renderer
{
    /// <summary>A value to work with. Watched messages are none: only what leaves them as they are may hold them.</summary>
    private TemplateValue Evaluate(Expression expression, Scope scope) =>
        Any(expression, scope) is var value && value is MessageList ? throw new LookedAheadException() : value;

    private TemplateValue Any(Expression expression, Scope scope)
    {
        _line = expression.Line;
        Spend(1);
        Enter();
        var value = expression switch
        {
            Constant constant => constant.Value,
            Variable variable => Seen(variable, scope),
            ListExpression list => new ListValue([.. list.Items.Select(i => Evaluate(i, scope))], list.IsTuple ? ListKind.Tuple : ListKind.List),
            MapExpression map => new MapValue([.. map.Entries.Select(e => (Key(Evaluate(e.Key, scope)), Evaluate(e.Value, scope)))]),
            Member member => AttributeOf(Evaluate(member.Target, scope), member.Name),
            Item item => ItemOf(Any(item.Target, scope), Evaluate(item.Index, scope)),
            Slice slice => SliceOf(slice, scope),
            Call call => Invoke(call, scope, caller: null),
            Filter filter => ApplyFilter(filter, Evaluate(filter.Target!, scope), scope),
            Test test => TemplateValue.From(Tests.Apply(this, test.Name, Evaluate(test.Target, scope), Values(test.Arguments, scope))),
            Not not => TemplateValue.From(!Any(not.Operand, scope).IsTrue),
            Logical logical => Decide(logical, scope),
            Comparison comparison => TemplateValue.From(Compare(comparison, scope)),
            Conditional conditional => Choose(conditional, scope),
            Joined joined => Join(joined, scope),
            Unary unary => Signed(unary.Sign, Evaluate(unary.Operand, scope)),
            Binary binary => Operators.Apply(this, binary.Sign, Evaluate(binary.Left, scope), Evaluate(binary.Right, scope)),
            _ => throw new InvalidOperationException($"No rule for {expression.GetType().Name}."),
        };
        _depth--;
        return value;
    }

    // Texts that are joined only to be printed are printed one by one: most of what a template writes is such a sum, and its parts are long.
    private void PrintSum(Binary sum, Scope scope)
    {
        var operands = new Stack<Expression>();
        Expression first = sum;
        for (; first is Binary { Sign: "+" } inner; first = inner.Left)
        {
            Spend(1);
            Enter();
            operands.Push(inner.Right);
        }

        var value = Evaluate(first, scope);
        var texts = new List<string>();
        long length = 0;
        foreach (var right in operands)
        {
            var next = Evaluate(right, scope);
            if (next is TextValue text && value is TextValue begin)
            {
                length += texts.Count == 0 ? begin.Value.Length : 0;
                texts.AddRange(texts.Count == 0 ? [begin.Value, text.Value] : [text.Value]);
                SpendText(length += text.Value.Length);
            }
            else
            {
                value = Operators.Apply(this, "+", texts.Count == 0 ? value : new TextValue(string.Concat(texts)), next);
                texts.Clear();
                length = 0;
            }

            _depth--;
        }

        if (texts.Count == 0)
        {
            texts.Add(Text(value));
        }

        texts.ForEach(Write);
    }

    private void Enter()
    {
        // The limit is what templates are held to; the stack is asked as well, because threads differ in how much they have.
        if (++_depth > _limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Limit($"more than {_limits.Depth} calls or expressions inside each other");
        }
    }

    private TemplateValue Decide(Logical logical, Scope scope)
    {
        TemplateValue value = TemplateValue.None;
        foreach (var operand in logical.Operands)
        {
            value = Any(operand, scope);
            if (value.IsTrue != logical.IsAnd)
            {
                break;
            }
        }

        return value;
    }

    private bool Compare(Comparison comparison, Scope scope)
    {
        if (CompareCount(comparison, scope) is { } known)
        {
            return known;
        }

        var left = Evaluate(comparison.First, scope);
        foreach (var (sign, expression) in comparison.Rest)
        {
            var right = Evaluate(expression, scope);
            if (!Operators.Compare(this, sign, left, right))
            {
                return false;
            }

            left = right;
        }

        return true;
    }

    private TemplateValue Choose(Conditional conditional, Scope scope)
    {
        if (Any(conditional.Test, scope).IsTrue)
        {
            return Any(conditional.Then, scope);
        }

        return conditional.Otherwise is null
            ? new UndefinedValue("the inline 'if' was false and has no 'else'")
            : Any(conditional.Otherwise, scope);
    }

    private TextValue Join(Joined joined, Scope scope)
    {
        var parts = joined.Parts.Select(p => Text(Evaluate(p, scope))).ToArray();
        SpendText(parts.Sum(p => (long)p.Length));
        return new TextValue(string.Concat(parts));
    }

    private TemplateValue Signed(char sign, TemplateValue value) => value switch
    {
        FloatValue number => sign == '-' ? new FloatValue(-number.Value) : number,
        _ when PythonNumbers.AsInteger(value) is { } number => new IntegerValue(sign == '-' ? -number : number),
        _ => throw Fail($"'{sign}' stands before a value of type {value.TypeName}"),
    };

    private TemplateValue Key(TemplateValue key) =>
        key is MapValue or NamespaceValue or ListValue { Kind: not ListKind.Tuple } ? throw Fail($"a value of type {key.TypeName} cannot be a key") : key;

    private TemplateValue Filtered(Expression? filter, TemplateValue text, Scope scope) => filter is Filter f
        ? ApplyFilter(f, Filtered(f.Target, text, scope), scope)
        : text;

    private TemplateValue ApplyFilter(Filter filter, TemplateValue value, Scope scope)
    {
        var values = Values(filter.Arguments, scope);
        _line = filter.Line;
        return Filters.Apply(this, filter.Name, value, values);
    }

    private CallValues Values(Arguments arguments, Scope scope) => ReferenceEquals(arguments, Arguments.None)
        ? CallValues.Empty
        : new CallValues([.. arguments.Positional.Select(a => Evaluate(a, scope))], [.. arguments.Named.Select(a => (a.Name, Evaluate(a.Value, scope)))]);

    private TemplateValue Invoke(Call call, Scope scope, CallableValue? caller)
    {
        var target = Evaluate(call.Target, scope);
        var values = Values(call.Arguments, scope);
        _line = call.Line;
        if (target is not CallableValue callable)
        {
            throw Fail(target is UndefinedValue undefined ? undefined.What : $"a value of type {target.TypeName} is called");
        }

        return callable.Invoke(caller is null ? values : values with { Named = [.. values.Named, ("caller", caller)] });
    }

    // Names inside a macro are looked up where the macro stands, not where it is called.
    private CallableValue Macro(string name, Signature signature, IReadOnlyList<Statement> body, Scope scope) => new(name, values =>
    {
        Enter();
        var inner = new Scope(scope);
        for (var i = 0; i < signature.Names.Count; i++)
        {
            var given = values.Get(i, signature.Names[i]);
            inner.Set(signature.Names[i], given ?? Default(signature, i, inner));
        }

        inner.Set("varargs", new ListValue([.. values.Positional.Skip(signature.Names.Count)], ListKind.Tuple));
        var others = values.Named.Where(n => n.Name != "caller" && !signature.Names.Contains(n.Name, StringComparer.Ordinal));
        inner.Set("kwargs", TemplateValue.Map(others));
        inner.Set("caller", values.Get(int.MaxValue, "caller") ?? new UndefinedValue("No caller defined"));
        var text = Capture(body, inner);
        _depth--;
        return text;
    });

    private TemplateValue Default(Signature signature, int place, Scope scope) => signature.Defaults[place] is { } value
        ? Evaluate(value, scope)
        : new UndefinedValue($"parameter '{signature.Names[place]}' was not provided");
}
