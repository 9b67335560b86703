using System.Globalization;
using System.Numerics;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Filters on numbers, maps and whatever else.</summary>
internal static class ValueFilters
{
    public static readonly (string Name, FilterFunction Function)[] All =
    [
        ("default", Default),
        ("d", Default),
        ("tojson", ToJson),
        ("items", (run, value, _) => value switch
        {
            UndefinedValue => new ListValue([], ListKind.Generator),
            MapValue map => new ListValue([.. Methods.Pairs(map)], ListKind.Generator),
            _ => throw run.Fail($"'items' needs a map, not a value of type {value.TypeName}"),
        }),
        ("dictsort", DictSort),
        ("attr", (run, value, values) => value is TextValue or MapValue or ListValue && Methods.Find(run, value, Filters.Text(run, values.Get(0, "name"), "")) is { } method
            ? method
            : value is MapValue ? new UndefinedValue("'dict object' has no such attribute") : run.AttributeOf(value, Filters.Text(run, values.Get(0, "name"), ""))),
        ("abs", (run, value, _) => PythonNumbers.AsInteger(value) is { } number ? new IntegerValue(BigInteger.Abs(number))
            : value is FloatValue f ? new FloatValue(Math.Abs(f.Value))
            : throw run.Fail($"'abs' needs a number, not a value of type {value.TypeName}")),
        ("int", ToInteger),
        ("float", (run, value, values) => ToFloat(value) is { } number ? new FloatValue(number) : values.Get(0, "default") ?? new FloatValue(0)),
        ("round", Round),
    ];

    public static double? ToFloat(TemplateValue value) => value switch
    {
        TextValue text => double.TryParse(text.Value.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ when PythonNumbers.IsNumber(value) => PythonNumbers.ToDouble(value),
        _ => null,
    };

    private static TemplateValue Default(Renderer run, TemplateValue value, CallValues values)
    {
        var otherwise = values.Get(0, "default_value") ?? new TextValue("");
        return value is UndefinedValue || (Filters.Flag(values.Get(1, "boolean"), false) && !value.IsTrue) ? otherwise : value;
    }

    private static TextValue ToJson(Renderer run, TemplateValue value, CallValues values)
    {
        var indent = values.Get(1, "indent") switch
        {
            null or NoneValue => null,
            TextValue text => text.Value,
            var width => PythonStrings.Repeat(run, " ", Filters.Integer(run, width, 0)),
        };
        var separators = values.Get(2, "separators") as ListValue;
        if (separators is not null && (separators.Items.Length != 2 || separators.Items.Any(s => s is not TextValue)))
        {
            throw run.Fail("'separators' of 'tojson' are two texts");
        }

        run.SpendText(value.Size * (16 + (((indent?.Length ?? 0) + 1L) * (value.Nesting + 1))));
        return new TextValue(JsonText.Write(
            value,
            indent,
            (separators?.Items[0] as TextValue)?.Value,
            (separators?.Items[1] as TextValue)?.Value,
            Filters.Flag(values.Get(0, "ensure_ascii"), false),
            Filters.Flag(values.Get(3, "sort_keys"), false),
            out var refused) ?? throw run.Fail($"a value of type {refused} has no JSON form"));
    }

    private static ListValue DictSort(Renderer run, TemplateValue value, CallValues values)
    {
        var map = value as MapValue ?? throw run.Fail($"'dictsort' needs a map, not a value of type {value.TypeName}");
        var place = Filters.Text(run, values.Get(1, "by"), "key") == "value" ? 1 : 0;
        return new ListValue(ListFilters.Sorted(run, [.. Methods.Pairs(map)], values.Get(2, "reverse"), values.Get(0, "case_sensitive"), TemplateValue.From(place)));
    }

    private static TemplateValue ToInteger(Renderer run, TemplateValue value, CallValues values)
    {
        if (PythonNumbers.AsInteger(value) is { } integer)
        {
            return new IntegerValue(integer);
        }

        var plain = (value as TextValue)?.Value.Trim().Replace("_", "", StringComparison.Ordinal);
        if (plain is { Length: <= TextValue.LongestNumber } && BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer))
        {
            return new IntegerValue(integer);
        }

        return ToFloat(value) is { } number && double.IsFinite(number) ? new IntegerValue(new BigInteger(number)) : values.Get(0, "default") ?? TemplateValue.From(0);
    }

    private static TemplateValue Round(Renderer run, TemplateValue value, CallValues values)
    {
        var number = value is TextValue ? null : ToFloat(value);
        var digits = Math.Clamp(Filters.Integer(run, values.Get(0, "precision"), 0), -15, 15);
        var method = Filters.Text(run, values.Get(1, "method"), "common");
        if (number is null || method is not ("common" or "ceil" or "floor"))
        {
            throw run.Fail("'round' needs a number, and one of the methods common, ceil and floor");
        }

        if (method == "common")
        {
            var rounded = digits > 0 ? Nearest(number.Value, digits) : Math.Round(number.Value / Math.Pow(10, -digits)) * Math.Pow(10, -digits);
            return value is FloatValue ? new FloatValue(rounded) : value is BooleanValue ? new IntegerValue(new BigInteger(rounded)) : digits >= 0 ? value : new IntegerValue(new BigInteger(rounded));
        }

        var scale = Math.Pow(10, digits);
        return new FloatValue((method == "ceil" ? Math.Ceiling(number.Value * scale) : Math.Floor(number.Value * scale)) / scale);
    }

    // Of the number as it is stored, digit for digit: 2.675 is a little less than that and becomes 2.67. Halves go to the even neighbour.
    private static double Nearest(double number, int digits)
    {
        const int AllDigits = 1074;
        if (!double.IsFinite(number))
        {
            return number;
        }

        var exact = number.ToString("F" + AllDigits, CultureInfo.InvariantCulture);
        var cut = exact.IndexOf('.', StringComparison.Ordinal) + 1 + digits;
        var isHalf = exact[cut] == '5' && exact.AsSpan(cut + 1).TrimEnd('0').IsEmpty;
        var text = isHalf && (exact[cut - 1] - '0') % 2 == 0 ? exact[..cut] : number.ToString("F" + digits, CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
