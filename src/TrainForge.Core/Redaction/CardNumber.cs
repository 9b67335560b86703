namespace TrainForge.Redaction;

/// <summary>Payment cards: a network's range, its length, and the Luhn check. One number in ten passes the check alone.</summary>
internal static class CardNumber
{
    public const int MinLength = 14;
    public const int MaxLength = 16;

    public static bool IsOne(ReadOnlySpan<byte> digits) => HasRange(digits) && PassesLuhn(digits);

    private static bool HasRange(ReadOnlySpan<byte> d)
    {
        if (d.Length is < MinLength or > MaxLength)
        {
            return false;
        }

        var two = (d[0] * 10) + d[1];
        var four = (two * 100) + (d[2] * 10) + d[3];
        return d.Length switch
        {
            14 => two is 36 or 38 || four is >= 3000 and <= 3059,
            15 => two is 34 or 37,
            _ => d[0] == 4 || two is >= 51 and <= 55 or 62 or 65 || four is >= 2221 and <= 2720 or 6011 or >= 6440 and <= 6499 or >= 3528 and <= 3589,
        };
    }

    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] << (i & 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
