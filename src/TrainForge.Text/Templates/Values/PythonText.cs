using System.Globalization;
using System.Text;

namespace TrainForge.Text.Templates.Values;

/// <summary>How Python prints values: str() for a value by itself, repr() for one inside another.</summary>
internal static class PythonText
{
    public static string Str(TemplateValue value) => value is TextValue text ? text.Value : Repr(value);

    public static string Repr(TemplateValue value)
    {
        if (value is not (ListValue or MapValue or TextValue))
        {
            return Scalar(value);
        }

        var into = new StringBuilder();
        Write(value, into);
        return into.ToString();
    }

    /// <summary>The shortest digits that read back as the same number, in Python's layout: 1.0, 1e+16, 1e-05.</summary>
    public static string Float(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var round = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. round.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        digits = digits.Length == 0 ? "0" : digits;
        var exponent = value == 0 ? 0 : Exponent(round);
        var sign = double.IsNegative(value) ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        return exponent < 0
            ? sign + "0." + new string('0', -exponent - 1) + digits
            : sign + digits.PadRight(exponent + 1, '0')[..(exponent + 1)] + "." + (digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0");
    }

    // The decimal exponent of the first digit that is not 0.
    private static int Exponent(string round)
    {
        var mantissa = round.TrimStart('-');
        var e = mantissa.IndexOf('E', StringComparison.Ordinal);
        var power = e < 0 ? 0 : int.Parse(mantissa.AsSpan(e + 1), CultureInfo.InvariantCulture);
        mantissa = e < 0 ? mantissa : mantissa[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        if (whole.TrimStart('0').Length > 0)
        {
            return power + whole.Length - 1;
        }

        var fraction = mantissa[(point + 1)..];
        return power - (fraction.Length - fraction.TrimStart('0').Length) - 1;
    }

    private static void Write(TemplateValue value, StringBuilder into)
    {
        switch (value)
        {
            case TextValue text:
                Quote(text.Value, into);
                break;
            case ListValue { Kind: ListKind.Generator }:
                into.Append("<generator>");
                break;
            case ListValue list:
                into.Append(list.Kind == ListKind.Tuple ? '(' : '[');
                for (var i = 0; i < list.Items.Length; i++)
                {
                    into.Append(i == 0 ? "" : ", ");
                    Write(list.Items[i], into);
                }

                into.Append(list.Kind != ListKind.Tuple ? "]" : list.Items.Length == 1 ? ",)" : ")");
                break;
            case MapValue map:
                into.Append('{');
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    into.Append(i == 0 ? "" : ", ");
                    Write(map.Entries[i].Key, into);
                    into.Append(": ");
                    Write(map.Entries[i].Value, into);
                }

                into.Append('}');
                break;
            default:
                into.Append(value is UndefinedValue ? "Undefined" : Scalar(value));
                break;
        }
    }

    private static string Scalar(TemplateValue value) => value switch
    {
        NoneValue => "None",
        BooleanValue b => b.Value ? "True" : "False",
        IntegerValue i => i.Value.ToString(CultureInfo.InvariantCulture),
        FloatValue f => Float(f.Value),
        UndefinedValue => "",
        CallableValue c => $"<function {c.Name}>",
        _ => $"<{value.TypeName}>",
    };

    private static void Quote(string text, StringBuilder into)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        into.Append(quote);
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => into.Append("\\\\"),
                '\n' => into.Append("\\n"),
                '\r' => into.Append("\\r"),
                '\t' => into.Append("\\t"),
                _ when c == quote => into.Append('\\').Append(c),
                _ when c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0xad => into.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => into.Append(c),
            };
        }

        into.Append(quote);
    }
}
