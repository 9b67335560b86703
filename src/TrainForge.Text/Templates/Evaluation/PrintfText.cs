using System.Globalization;
using System.Numerics;
using System.Text;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>"%s is %d" % values, with flags, width and precision; %s %r %d %i %u %f %F %e %g %x %X %o %c and %%.</summary>
internal static class PrintfText
{
    public static string Format(Renderer run, string format, IReadOnlyList<TemplateValue> values, MapValue? named)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%')
            {
                text.Append(format[at]);
                continue;
            }

            if (++at < format.Length && format[at] == '%')
            {
                text.Append('%');
                continue;
            }

            TemplateValue? value = null;
            if (at < format.Length && format[at] == '(' && named is not null)
            {
                var close = format.IndexOf(')', at);
                var name = close < 0 ? "" : format[(at + 1)..close];
                value = named.Find(name) ?? throw run.Fail($"a format asks for '{name}', which is not given");
                at = close + 1;
            }

            var flags = Take(format, ref at, "-+ #0");
            var width = Number(run, Take(format, ref at, "0123456789")) ?? 0;
            var precision = at < format.Length && format[at] == '.' ? Precision(run, format, ref at) : null;
            if (at >= format.Length)
            {
                throw run.Fail("a format ends after '%'");
            }

            value ??= next < values.Count ? values[next++] : throw run.Fail("a format asks for more values than are given");
            var body = One(run, format[at], value, precision, flags);
            var side = flags.Contains('-', StringComparison.Ordinal) ? PythonStrings.Side.Right : PythonStrings.Side.Left;
            var zeros = side == PythonStrings.Side.Left && flags.Contains('0', StringComparison.Ordinal) && format[at] is not ('s' or 'r' or 'c');
            var sign = zeros && body.StartsWith('-') ? "-" : "";
            text.Append(sign).Append(PythonStrings.Pad(run, body[sign.Length..], width - sign.Length, zeros ? "0" : " ", side));
            run.SpendText(body.Length);
        }

        return next == values.Count || named is not null ? text.ToString() : throw run.Fail("a format asks for fewer values than are given");
    }

    private static string One(Renderer run, char kind, TemplateValue value, int? precision, string flags)
    {
        var text = kind switch
        {
            's' => Cut(run.Text(value), precision),
            'r' => Cut(PythonText.Repr(value), precision),
            'c' => value is TextValue character ? character.Value : ((char)Filters.Integer(run, value, 0)).ToString(),
            'd' or 'i' or 'u' => Whole(run, value).ToString(CultureInfo.InvariantCulture),
            'x' => Hex(Whole(run, value), "x"),
            'X' => Hex(Whole(run, value), "X"),
            'o' => Octal(Whole(run, value)),
            'f' or 'F' => Float(run, value).ToString("F" + Digits(precision), CultureInfo.InvariantCulture),
            'e' or 'E' => Exponent(Float(run, value), precision ?? 6, kind),
            'g' => FormatText.General(Float(run, value), precision ?? 6),
            'G' => FormatText.General(Float(run, value), precision ?? 6).ToUpperInvariant(),
            _ => throw run.Fail($"a format has '%{kind}', which is not known"),
        };
        return flags.Contains('+', StringComparison.Ordinal) && kind is not ('s' or 'r' or 'c') && !text.StartsWith('-') ? "+" + text : text;
    }

    public static string Exponent(double value, int precision, char kind)
    {
        var text = value.ToString((kind == 'e' ? "e" : "E") + Digits(precision), CultureInfo.InvariantCulture);
        var e = text.IndexOfAny(['e', 'E']);

        // .NET writes three digits of exponent, Python at least two.
        return e >= 0 && text.Length == e + 5 && text[e + 2] == '0' ? text.Remove(e + 2, 1) : text;
    }

    private static string Hex(BigInteger value, string format)
    {
        var digits = BigInteger.Abs(value).ToString(format, CultureInfo.InvariantCulture).TrimStart('0');
        return (value.Sign < 0 ? "-" : "") + (digits.Length == 0 ? "0" : digits);
    }

    private static string Octal(BigInteger value)
    {
        var digits = new StringBuilder();
        for (var rest = BigInteger.Abs(value); !rest.IsZero; rest /= 8)
        {
            digits.Insert(0, (char)('0' + (int)(rest % 8)));
        }

        return (value.Sign < 0 ? "-" : "") + (digits.Length == 0 ? "0" : digits.ToString());
    }

    private static string Digits(int? precision) => Math.Clamp(precision ?? 6, 0, 100).ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text, int? precision) => precision is { } most && most < text.Length ? string.Concat(CodePoints.Split(text).Take(most)) : text;

    private static BigInteger Whole(Renderer run, TemplateValue value) => PythonNumbers.AsInteger(value) is { } number ? number
        : value is FloatValue f && double.IsFinite(f.Value) ? new BigInteger(f.Value)
        : throw run.Fail($"a format asks for a number and is given a value of type {value.TypeName}");

    private static double Float(Renderer run, TemplateValue value) => PythonNumbers.IsNumber(value)
        ? PythonNumbers.ToDouble(value)
        : throw run.Fail($"a format asks for a number and is given a value of type {value.TypeName}");

    private static int? Precision(Renderer run, string format, ref int at)
    {
        at++;
        return Number(run, Take(format, ref at, "0123456789")) ?? 0;
    }

    private static string Take(string format, ref int at, string characters)
    {
        var start = at;
        while (at < format.Length && characters.Contains(format[at], StringComparison.Ordinal))
        {
            at++;
        }

        return format[start..at];
    }

    private static int? Number(Renderer run, string digits) => digits.Length == 0 ? null
        : digits.Length <= 6 ? int.Parse(digits, CultureInfo.InvariantCulture)
        : throw run.Limit("a format wider than 999999 characters");
}
