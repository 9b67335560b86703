using System.Globalization;
using System.Numerics;

namespace TrainForge.Data.Schemas;

/// <summary>
/// A JSON number as the decimal it is: 0.1 is a tenth, 1.0 is 1, 1e400 is no infinity. Digits without trailing zeros, times a
/// power of ten.
/// </summary>
internal readonly struct ExactNumber : IComparable<ExactNumber>
{
    // Longer ones come from no tool, and the time to parse them grows faster than their length.
    private const int MostCharacters = 4096;

    private readonly BigInteger _digits;
    private readonly long _exponent;
    private readonly int _count;

    private ExactNumber(BigInteger digits, long exponent, int count) => (_digits, _exponent, _count) = (digits, exponent, count);

    public bool IsWhole => _exponent >= 0;

    public bool IsPositive => _digits.Sign > 0;

    /// <param name="raw">As JSON writes it.</param>
    /// <returns>Null when it is too long to compute with.</returns>
    public static ExactNumber? TryParse(string raw)
    {
        var mark = raw.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0L;
        if (raw.Length > MostCharacters || (mark >= 0 && (raw.Length - mark > 16 || !long.TryParse(raw.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))))
        {
            return null;
        }

        var text = mark < 0 ? raw : raw[..mark];
        var point = text.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : text.Length - point - 1;
        var digits = text.Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimStart('0');
        var kept = digits.TrimEnd('0');
        if (kept.Length == 0)
        {
            return new ExactNumber(BigInteger.Zero, 0, 0);
        }

        var value = BigInteger.Parse(kept, CultureInfo.InvariantCulture);
        return new ExactNumber(text[0] == '-' ? -value : value, exponent + digits.Length - kept.Length, kept.Length);
    }

    public int CompareTo(ExactNumber other)
    {
        if (_digits.Sign != other._digits.Sign || _digits.IsZero)
        {
            return _digits.Sign.CompareTo(other._digits.Sign);
        }

        // Powers of ten are made only for numbers of the same size, so that 1e999999999 costs nothing.
        var size = (_count + _exponent).CompareTo(other._count + other._exponent);
        return size != 0 ? size * _digits.Sign
            : _exponent >= other._exponent ? (_digits * Power(_exponent - other._exponent)).CompareTo(other._digits)
            : _digits.CompareTo(other._digits * Power(other._exponent - _exponent));
    }

    /// <param name="step">Above 0.</param>
    public bool IsMultipleOf(ExactNumber step)
    {
        if (_digits.IsZero)
        {
            return true;
        }

        if (_exponent >= step._exponent)
        {
            return (_digits % step._digits * BigInteger.ModPow(10, _exponent - step._exponent, step._digits) % step._digits).IsZero;
        }

        // It has no trailing zeros, and the step does have some.
        return false;
    }

    /// <summary>The same for every way of writing the same number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_digits}e{_exponent}");

    private static BigInteger Power(long exponent) => BigInteger.Pow(10, (int)exponent);
}
