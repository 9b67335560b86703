namespace TrainForge.Engine.Kernels;

/// <summary>
/// exp, log, sine and cosine from operations that are correctly rounded everywhere: + - * /, sqrt, fused multiply-add, integers.
/// The C runtime's functions differ between systems in the last bit, and that bit would change trained weights.
/// </summary>
internal static class ExactMath
{
    // Below this exp would be a denormal; it is 0 instead, so that no denormal is ever produced. NaN stays NaN.
    private const float ExpLow = -87.33f;
    private const float ExpHigh = 88.37f;

    // 1.5 * 2^23: adding it rounds to a whole number and leaves that number in the low bits.
    private const float Rounder = 12582912f;

    /// <summary>exp to about one unit in the last place. The polynomial is the well-known one of degree six on [-ln2/2, ln2/2].</summary>
    public static float Exp(float x)
    {
        if (x < ExpLow)
        {
            return 0f;
        }

        x = x > ExpHigh ? ExpHigh : x;
        var shifted = MathF.FusedMultiplyAdd(x, 1.44269504088896341f, Rounder);
        var n = shifted - Rounder;
        var r = MathF.FusedMultiplyAdd(n, -0.693359375f, x);
        r = MathF.FusedMultiplyAdd(n, 2.12194440e-4f, r);

        var p = 1.9875691500e-4f;
        p = MathF.FusedMultiplyAdd(p, r, 1.3981999507e-3f);
        p = MathF.FusedMultiplyAdd(p, r, 8.3334519073e-3f);
        p = MathF.FusedMultiplyAdd(p, r, 4.1665795894e-2f);
        p = MathF.FusedMultiplyAdd(p, r, 1.6666665459e-1f);
        p = MathF.FusedMultiplyAdd(p, r, 5.0000001201e-1f);
        p = MathF.FusedMultiplyAdd(p, r * r, r) + 1f;

        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(p) + (BitConverter.SingleToInt32Bits(shifted) << 23));
    }

    /// <summary>For tables and schedules; |x| below 700.</summary>
    public static double Exp(double x)
    {
        var n = Math.Round(x * 1.4426950408889634);
        var r = Math.FusedMultiplyAdd(n, -0.6931471803691238, x);
        r = Math.FusedMultiplyAdd(n, -1.9082149292705877e-10, r);

        // Horner over 1/k!: twenty terms are more than a double can show for |r| < 0.35.
        var sum = 1.0;
        for (var k = 20; k >= 1; k--)
        {
            sum = Math.FusedMultiplyAdd(sum * r, 1.0 / k, 1.0);
        }

        return sum * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>Natural logarithm of a normal positive number; NaN and infinity come back as they are.</summary>
    public static double Log(double x)
    {
        if (!(x < double.PositiveInfinity))
        {
            return x;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // log m = 2 atanh s = 2 (s + s^3/3 + s^5/5 + ...)
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var tail = 0.0;
        for (var k = 23; k >= 3; k -= 2)
        {
            tail = Math.FusedMultiplyAdd(tail, square, 1.0 / k);
        }

        return Math.FusedMultiplyAdd(exponent, 0.6931471805599453, 2 * Math.FusedMultiplyAdd(s * square, tail, s));
    }

    /// <summary>Both at once, to about 1e-16 for angles below 1e6.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        var n = Math.Round(x * 0.6366197723675814);
        var r = Math.FusedMultiplyAdd(n, -1.5707963267948966, x);
        r = Math.FusedMultiplyAdd(n, -6.123233995736766e-17, r);

        var square = r * r;
        double sin = 0, cos = 0;
        for (var k = 19; k >= 3; k -= 2)
        {
            sin = (sin + 1) * (-square / (k * (k - 1)));
        }

        for (var k = 18; k >= 2; k -= 2)
        {
            cos = (cos + 1) * (-square / (k * (k - 1)));
        }

        sin = r * (1 + sin);
        cos = 1 + cos;
        return ((long)n & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>By repeated multiplication: n is a step count.</summary>
    public static double Power(double x, int n)
    {
        var product = 1.0;
        for (var i = 0; i < n; i++)
        {
            product *= x;
        }

        return product;
    }
}
