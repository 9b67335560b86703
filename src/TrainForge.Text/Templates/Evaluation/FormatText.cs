using System.Globalization;
using System.Text;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>
/// "{} {0} {name}".format(…): fields by place and by name, with [[fill]align][sign][0][width][,][.precision][type]. Fields that reach into
/// a value ({0.name}, {0[name]}) are refused: in Python that is the way out of the sandbox.
/// </summary>
internal static class FormatText
{
    public static string Format(Renderer run, string format, CallValues values)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            var c = format[at];
            if (c is '{' or '}' && at + 1 < format.Length && format[at + 1] == c)
            {
                text.Append(c);
                at++;
            }
            else if (c == '}')
            {
                throw run.Fail("a format has a '}' that closes nothing");
            }
            else if (c == '{')
            {
                var close = format.IndexOf('}', at);
                var field = close < 0 ? throw run.Fail("a format has a '{' that is not closed") : format[(at + 1)..close];
                text.Append(Field(run, field, values, ref next));
                at = close;
            }
            else
            {
                text.Append(c);
            }

            run.SpendText(text.Length > 1 << 20 ? text.Length : 1);
        }

        return text.ToString();
    }

    /// <summary>%g and {:g}: that many digits, no zeros at the end, an exponent where it is shorter.</summary>
    public static string General(double value, int precision)
    {
        var digits = Math.Clamp(precision == 0 ? 1 : precision, 1, 100);
        var exponent = value == 0 ? 0 : int.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture).Split('E')[1], CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= digits)
        {
            var parts = PrintfText.Exponent(value, digits - 1, 'e').Split('e');
            return Bare(parts[0]) + "e" + parts[1];
        }

        return Bare(value.ToString("F" + Math.Max(0, digits - 1 - exponent), CultureInfo.InvariantCulture));
    }

    private static string Bare(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    private static string Field(Renderer run, string field, CallValues values, ref int next)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var spec = colon < 0 ? "" : field[(colon + 1)..];
        var name = colon < 0 ? field : field[..colon];
        var repr = name.EndsWith("!r", StringComparison.Ordinal);
        name = repr || name.EndsWith("!s", StringComparison.Ordinal) ? name[..^2] : name;
        if (name.AsSpan().IndexOfAny(".[!{") >= 0)
        {
            throw run.Unknown($"the format field '{field}'", "fields by place and by name");
        }

        var value = name.Length == 0 ? values.Get(next++, "")
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? values.Get(place, "")
            : values.Get(int.MaxValue, name);
        _ = value ?? throw run.Fail($"a format asks for '{name}', which is not given");
        return spec.Length == 0
            ? repr ? PythonText.Repr(value) : run.Text(value)
            : Lay(run, spec, repr ? new TextValue(PythonText.Repr(value)) : value);
    }

    private static string Lay(Renderer run, string spec, TemplateValue value)
    {
        var at = 0;
        var (fill, align) = (" ", value is TextValue ? '<' : '>');
        if (spec.Length > 1 && spec[1] is '<' or '>' or '^' or '=')
        {
            (fill, align, at) = (spec[..1], spec[1], 2);
        }
        else if (spec[0] is '<' or '>' or '^' or '=')
        {
            (align, at) = (spec[0], 1);
        }

        var plus = at < spec.Length && spec[at] == '+';
        at += plus ? 1 : 0;
        if (at < spec.Length && spec[at] == '0')
        {
            (fill, align) = ("0", '=');
        }

        var width = Number(run, spec, ref at) ?? 0;
        var grouped = at < spec.Length && spec[at] == ',';
        at += grouped ? 1 : 0;
        int? precision = null;
        if (at < spec.Length && spec[at] == '.')
        {
            at++;
            precision = Number(run, spec, ref at) ?? 0;
        }

        var kind = at < spec.Length ? spec[at++] : '\0';
        if (at != spec.Length)
        {
            throw run.Fail($"a format has '{spec}', which is not known");
        }

        var body = Body(run, value, kind, precision, grouped);
        body = plus && PythonNumbers.IsNumber(value) && body[0] != '-' ? "+" + body : body;
        var sign = align == '=' && body.Length > 0 && body[0] is '-' or '+' ? body[..1] : "";
        var side = align switch
        {
            '<' => PythonStrings.Side.Right,
            '^' => PythonStrings.Side.Both,
            _ => PythonStrings.Side.Left,
        };
        return sign + PythonStrings.Pad(run, body[sign.Length..], width - sign.Length, fill, side);
    }

    private static string Body(Renderer run, TemplateValue value, char kind, int? precision, bool grouped)
    {
        if (kind == '%' && PythonNumbers.IsNumber(value))
        {
            return PrintfText.Format(run, $"%.{precision ?? 6}f", [new FloatValue(PythonNumbers.ToDouble(value) * 100)], null) + "%";
        }

        if (grouped)
        {
            var format = kind is 'f' or 'F' ? "N" + Math.Clamp(precision ?? 6, 0, 100) : "N0";
            return kind is 'f' or 'F' or '\0' or 'd' && PythonNumbers.IsNumber(value)
                ? PythonNumbers.AsInteger(value) is { } whole && format == "N0" ? whole.ToString("N0", CultureInfo.InvariantCulture) : PythonNumbers.ToDouble(value).ToString(format, CultureInfo.InvariantCulture)
                : throw run.Fail("a format groups the digits of what is no number");
        }

        return kind switch
        {
            '\0' when value is TextValue && precision is { } most => PrintfText.Format(run, $"%.{most}s", [value], null),
            '\0' when value is FloatValue f && precision is { } digits => General(f.Value, digits),
            '\0' => run.Text(value),
            's' when value is not TextValue => throw run.Fail("a format asks for a text and is given something else"),
            _ => PrintfText.Format(run, "%" + (precision is { } p ? "." + p : "") + kind, [value], null),
        };
    }

    private static int? Number(Renderer run, string spec, ref int at)
    {
        var start = at;
        while (at < spec.Length && char.IsAsciiDigit(spec[at]))
        {
            at++;
        }

        return at == start ? null
            : at - start <= 6 ? int.Parse(spec.AsSpan(start, at - start), CultureInfo.InvariantCulture)
            : throw run.Limit("a format wider than 999999 characters");
    }
}
