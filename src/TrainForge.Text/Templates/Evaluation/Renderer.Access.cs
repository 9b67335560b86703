using TrainForge.Text.Templates.Syntax;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Reaching into values. 'a.b' looks for a method first and then for a key, 'a["b"]' the other way round, as Jinja does.</summary>
internal sealed partial class Renderer
{
    /// <summary>The items a loop or filter runs over: of a map its keys, of a text its characters, of something undefined none.</summary>
    public IReadOnlyList<TemplateValue> Iterate(TemplateValue value)
    {
        switch (value)
        {
            case ListValue list:
                Spend(list.Items.Length);
                return list.Items;
            case MapValue map:
                Spend(map.Entries.Count);
                return [.. map.Entries.Select(e => e.Key)];
            case TextValue text:
                Spend(text.Value.Length);
                return [.. CodePoints.Split(text.Value).Select(TemplateValue.From)];
            case UndefinedValue:
                return [];
            default:
                throw Fail($"a value of type {value.TypeName} has no items");
        }
    }

    /// <summary>How many items or characters; an error for what has none.</summary>
    public int Length(TemplateValue value) => value switch
    {
        ListValue { Kind: not ListKind.Generator } list => list.Items.Length,
        MapValue map => map.Entries.Count,
        TextValue text => CodePoints.Count(text.Value),
        UndefinedValue => 0,
        _ => throw Fail($"a value of type {value.TypeName} has no length"),
    };

    public TemplateValue AttributeOf(TemplateValue target, string name)
    {
        RequireSettled(target);
        switch (target)
        {
            case UndefinedValue undefined:
                throw Fail(undefined.What);
            case NamespaceValue fields when fields.Fields.TryGetValue(name, out var field):
                return field;
            case LoopValue loop when loop.Attribute(name) is { } part:
                return part;
            case MessageLoop loop:
                return loop.Attribute(name);
            case ListValue { Names: { } names } list when Array.IndexOf(names, name) is var place and >= 0:
                return list.Items[place];
            case TextValue or MapValue or ListValue or FloatValue when Methods.Find(this, target, name) is { } method:
                return method;
            case MapValue map when map.Find(name) is { } value:
                return value;
            case CallableValue callable when name == "name":
                return TemplateValue.From(callable.Name);
            default:
                return Missing(target, name);
        }
    }

    public TemplateValue ItemOf(TemplateValue target, TemplateValue index)
    {
        if (target is UndefinedValue undefined)
        {
            throw Fail(undefined.What);
        }

        if (target is MessageList messages)
        {
            return messages.At(PythonNumbers.AsInteger(index) is { } number && number >= 0 && number < int.MaxValue ? (int)number : -1);
        }

        if (target is MapValue map && index is not (MapValue or ListValue { Kind: not ListKind.Tuple }) && map.Find(index) is { } value)
        {
            return value;
        }

        if (target is ListValue { Kind: not ListKind.Generator } or TextValue && PythonNumbers.AsInteger(index) is { } place)
        {
            var items = target is ListValue list ? list.Items : Iterate(target);
            var at = place < 0 ? place + items.Count : place;
            return at >= 0 && at < items.Count ? items[(int)at] : new UndefinedValue($"{target.TypeName} object has no element {place}");
        }

        return index is TextValue name ? AttributeOf(target, name.Value) : Missing(target, PythonText.Str(index));
    }

    private static UndefinedValue Missing(TemplateValue target, string name) => new($"'{target.TypeName} object' has no attribute '{name}'");

    private TemplateValue SliceOf(Slice slice, Scope scope)
    {
        var target = Any(slice.Target, scope);
        if (target is MessageList messages)
        {
            return messages.After(slice.Stop is null && slice.Step is null ? Bound(slice.Start, scope) ?? 0 : -1);
        }

        var start = Bound(slice.Start, scope);
        var stop = Bound(slice.Stop, scope);
        var step = Bound(slice.Step, scope) ?? 1;
        if (step == 0)
        {
            throw Fail("a slice has the step 0");
        }

        switch (target)
        {
            case TextValue text:
                SpendText(text.Value.Length);
                var characters = CodePoints.Split(text.Value);
                return new TextValue(string.Concat(CodePoints.Slice(characters.Length, start, stop, step).Select(i => characters[i])));
            case ListValue { Kind: not ListKind.Generator } list:
                Spend(list.Items.Length);
                return new ListValue([.. CodePoints.Slice(list.Items.Length, start, stop, step).Select(i => list.Items[i])], list.Kind);
            case UndefinedValue undefined:
                throw Fail(undefined.What);
            default:
                return Missing(target, "slice");
        }
    }

    private int? Bound(Expression? expression, Scope scope)
    {
        var value = expression is null ? TemplateValue.None : Evaluate(expression, scope);
        return value is NoneValue ? null
            : PythonNumbers.AsInteger(value) is { } number ? (int)System.Numerics.BigInteger.Max(-int.MaxValue, System.Numerics.BigInteger.Min(int.MaxValue, number))
            : throw Fail($"a slice has a bound of type {value.TypeName}");
    }
}
