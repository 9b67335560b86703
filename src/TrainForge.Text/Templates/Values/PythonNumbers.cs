using System.Numerics;

namespace TrainForge.Text.Templates.Values;

/// <summary>Integers without end, floats, and truth values that count as 0 and 1.</summary>
internal static class PythonNumbers
{
    public static bool IsNumber(TemplateValue value) => value is IntegerValue or FloatValue or BooleanValue;

    public static BigInteger? AsInteger(TemplateValue value) => value switch
    {
        IntegerValue i => i.Value,
        BooleanValue b => b.Value ? BigInteger.One : BigInteger.Zero,
        _ => null,
    };

    public static double ToDouble(TemplateValue value) => value is FloatValue f ? f.Value : (double)AsInteger(value)!.Value;

    public static bool Equal(TemplateValue x, TemplateValue y) => AsInteger(x) is { } a && AsInteger(y) is { } b ? a == b : ToDouble(x) == ToDouble(y);

    public static int Compare(TemplateValue x, TemplateValue y) =>
        AsInteger(x) is { } a && AsInteger(y) is { } b ? a.CompareTo(b) : ToDouble(x).CompareTo(ToDouble(y));

    /// <summary>The sum, product … of two numbers; null with the reason when there is none.</summary>
    public static TemplateValue? Apply(string sign, TemplateValue x, TemplateValue y, out string? problem)
    {
        problem = null;
        var zero = sign is "/" or "//" or "%" && ToDouble(y) == 0;
        if (zero)
        {
            problem = "division by zero";
            return null;
        }

        return AsInteger(x) is { } a && AsInteger(y) is { } b && sign != "/" && !(sign == "**" && b.Sign < 0)
            ? Integers(sign, a, b, out problem)
            : new FloatValue(Floats(sign, ToDouble(x), ToDouble(y)));
    }

    private static IntegerValue? Integers(string sign, BigInteger a, BigInteger b, out string? problem)
    {
        problem = "a number grows too large";
        var bits = sign switch
        {
            "*" => a.GetBitLength() + b.GetBitLength(),
            "**" => b > IntegerValue.MostBits && !(BigInteger.Abs(a) <= 1) ? long.MaxValue : a.GetBitLength() * (long)BigInteger.Min(b, IntegerValue.MostBits + 1),
            _ => Math.Max(a.GetBitLength(), b.GetBitLength()) + 1,
        };
        if (bits > IntegerValue.MostBits)
        {
            return null;
        }

        problem = null;
        return new IntegerValue(sign switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "//" => Floor(a, b),
            "%" => a - (Floor(a, b) * b),
            _ => BigInteger.Abs(a) <= 1 ? BigInteger.Pow(a, b.IsEven ? 2 * b.Sign : 1) : BigInteger.Pow(a, (int)b),
        });
    }

    private static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var rest);
        return !rest.IsZero && (rest.Sign < 0) != (b.Sign < 0) ? quotient - 1 : quotient;
    }

    private static double Floats(string sign, double a, double b) => sign switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "//" => Math.Floor(a / b),
        "%" => a - (Math.Floor(a / b) * b),
        _ => Math.Pow(a, b),
    };
}
