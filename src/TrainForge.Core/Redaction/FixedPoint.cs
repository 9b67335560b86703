using System.Runtime.CompilerServices;
using System.Buffers;
using System.Text;

namespace TrainForge.Redaction;

/// <summary>
/// Scans and replaces until a scan finds nothing. One replacement can uncover the next secret, and only so is a second
/// redaction of the same text sure to change nothing.
/// </summary>
internal static class FixedPoint
{
    // Two are usual and a third is rare. More means that a replacement calls for its own replacement: a defect.
    private const int MaxPasses = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsClean(ReadOnlySpan<char> text, ScanPlan plan)
    {
        var scan = new Scan<char>(text, plan);
        scan.Run();
        return scan.Matches is null;
    }

    public static string Of(string text, ScanPlan plan, RedactionCounts counts)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var scan = new Scan<char>(text, plan);
            scan.Run();
            if (scan.Matches is null)
            {
                return text;
            }

            text = Replace(text, scan.Matches, plan, counts);
        }

        throw new InvalidOperationException("No fixed point.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Of(ReadOnlySpan<byte> utf8, ScanPlan plan, IBufferWriter<byte> output, RedactionCounts counts)
    {
        var current = utf8;
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var scan = new Scan<byte>(current, plan);
            scan.Run();
            if (scan.Matches is null)
            {
                if (pass > 0)
                {
                    output.Write(current);
                }

                return pass > 0;
            }

            current = Replace(current, scan.Matches, plan, counts);
        }

        throw new InvalidOperationException("No fixed point.");
    }

    /// <summary>The value of a field whose name is a secret's. False when the name is not proof enough for this value.</summary>
    public static bool OfField(ReadOnlySpan<byte> utf8, SecretName name, ScanPlan plan, IBufferWriter<byte> output, RedactionCounts counts)
    {
        var scan = new Scan<byte>(utf8, plan);
        scan.Field(name);
        if (scan.Matches is null)
        {
            return false;
        }

        output.Write(Replace(utf8, scan.Matches, plan, counts));
        return true;
    }

    private static string Replace(string text, List<Match> matches, ScanPlan plan, RedactionCounts counts)
    {
        var result = new StringBuilder(text.Length);
        var from = 0;
        foreach (var match in matches)
        {
            result.Append(text, from, match.Start - from).Append(For(match.Class, plan, () => Encoding.UTF8.GetBytes(text[match.Start..match.End])));
            counts.Add(match.Class);
            from = match.End;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private static ReadOnlySpan<byte> Replace(ReadOnlySpan<byte> utf8, List<Match> matches, ScanPlan plan, RedactionCounts counts)
    {
        var result = new ArrayBufferWriter<byte>(utf8.Length + 64);
        var from = 0;
        foreach (var match in matches)
        {
            result.Write(utf8[from..match.Start]);
            var value = plan.Key is null ? [] : utf8[match.Start..match.End].ToArray();
            result.Write(Encoding.UTF8.GetBytes(For(match.Class, plan, () => value)));
            counts.Add(match.Class);
            from = match.End;
        }

        result.Write(utf8[from..]);
        return result.WrittenSpan;
    }

    // Only what names a person gets a pseudonym: for a secret, sameness teaches nothing and is one thing more to attack.
    private static string For(RedactionClass value, ScanPlan plan, Func<byte[]> utf8) =>
        plan.Key is { } key && value is RedactionClass.Email or RedactionClass.SocialSecurityNumber or RedactionClass.CreditCard or RedactionClass.Phone or RedactionClass.PrivateAddress or RedactionClass.Home
            ? key.Name(value, utf8())
            : Marker.For(value);
}
