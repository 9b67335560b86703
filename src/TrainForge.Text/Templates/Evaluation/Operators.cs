using System.Text;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Arithmetic, joining and order, by Python's rules.</summary>
internal static class Operators
{
    public static TemplateValue Apply(Renderer run, string sign, TemplateValue left, TemplateValue right)
    {
        if (PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right))
        {
            return PythonNumbers.Apply(sign, left, right, out var problem) ?? throw run.Fail(problem!);
        }

        switch (sign, left, right)
        {
            case (_, UndefinedValue undefined, _) when sign != "%" || right is not TextValue:
                throw run.Fail(undefined.What);
            case ("+", TextValue a, TextValue b):
                run.SpendText((long)a.Value.Length + b.Value.Length);
                return new TextValue(a.Value + b.Value);
            case ("+", ListValue a, ListValue b) when a.Kind == b.Kind && a.Kind != ListKind.Generator:
                run.Spend(a.Items.Length + b.Items.Length);
                return new ListValue([.. a.Items, .. b.Items], a.Kind);
            case ("*", TextValue or ListValue, _) when PythonNumbers.AsInteger(right) is { } times:
                return Repeat(run, left, (int)System.Numerics.BigInteger.Max(0, System.Numerics.BigInteger.Min(int.MaxValue, times)));
            case ("*", _, TextValue or ListValue) when PythonNumbers.AsInteger(left) is { }:
                return Apply(run, sign, right, left);
            case ("%", TextValue format, _):
                return new TextValue(PrintfText.Format(run, format.Value, right is ListValue { Kind: ListKind.Tuple } tuple ? tuple.Items : [right], right as MapValue));
            case (_, _, UndefinedValue undefined):
                throw run.Fail(undefined.What);
            default:
                throw run.Fail($"'{sign}' stands between values of type {left.TypeName} and {right.TypeName}");
        }
    }

    public static bool Compare(Renderer run, string sign, TemplateValue left, TemplateValue right)
    {
        run.Spend(sign is "in" or "not in" ? right.Size : Math.Min(left.Size, right.Size));
        return sign switch
        {
            "==" => PythonEquality.Instance.Equals(left, right),
            "!=" => !PythonEquality.Instance.Equals(left, right),
            "in" => IsIn(run, left, right),
            "not in" => !IsIn(run, left, right),
            "<" => Order(run, left, right) < 0,
            "<=" => Order(run, left, right) <= 0,
            ">" => Order(run, left, right) > 0,
            _ => Order(run, left, right) >= 0,
        };
    }

    /// <summary>Less than, equal, greater; an error for values that have no order.</summary>
    public static int Order(Renderer run, TemplateValue left, TemplateValue right)
    {
        switch (left, right)
        {
            case (TextValue a, TextValue b):
                return CodePoints.Compare(a.Value, b.Value);
            case (ListValue a, ListValue b) when a.Kind == b.Kind:
                for (var i = 0; i < a.Items.Length && i < b.Items.Length; i++)
                {
                    if (!PythonEquality.Instance.Equals(a.Items[i], b.Items[i]))
                    {
                        return Order(run, a.Items[i], b.Items[i]);
                    }
                }

                return a.Items.Length.CompareTo(b.Items.Length);
            case (UndefinedValue undefined, _):
                throw run.Fail(undefined.What);
            case (_, UndefinedValue undefined):
                throw run.Fail(undefined.What);
            default:
                return PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)
                    ? PythonNumbers.Compare(left, right)
                    : throw run.Fail($"values of type {left.TypeName} and {right.TypeName} have no order");
        }
    }

    public static bool IsIn(Renderer run, TemplateValue item, TemplateValue container) => container switch
    {
        TextValue text when item is TextValue part => text.Value.Contains(part.Value, StringComparison.Ordinal),
        TextValue => throw run.Fail($"a value of type {item.TypeName} is looked for in a text"),
        MapValue map => item is not (MapValue or ListValue { Kind: not ListKind.Tuple }) && map.Find(item) is not null,
        NamespaceValue or CallableValue or NoneValue => throw run.Fail($"a value of type {container.TypeName} has no items"),
        _ => run.Iterate(container).Any(other => PythonEquality.Instance.Equals(item, other)),
    };

    private static TemplateValue Repeat(Renderer run, TemplateValue value, int times)
    {
        if (value is TextValue text)
        {
            run.SpendText((long)text.Value.Length * times);
            return new TextValue(new StringBuilder().Insert(0, text.Value, text.Value.Length == 0 ? 0 : times).ToString());
        }

        var list = (ListValue)value;
        run.Spend((long)list.Items.Length * times);
        var count = list.Items.Length == 0 ? 0 : times;
        return new ListValue([.. Enumerable.Repeat(list.Items, count).SelectMany(i => i)], list.Kind);
    }
}
