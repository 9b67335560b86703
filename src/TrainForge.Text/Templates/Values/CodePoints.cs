using System.Text;

namespace TrainForge.Text.Templates.Values;

/// <summary>Text as a sequence of code points, which is what Python counts, cuts and orders by.</summary>
internal static class CodePoints
{
    public static int Count(string text) => IsPlain(text) ? text.Length : text.EnumerateRunes().Count();

    /// <summary>Each code point as a text of its own.</summary>
    public static string[] Split(string text) =>
        IsPlain(text) ? [.. text.Select(c => c.ToString())] : [.. text.EnumerateRunes().Select(r => r.ToString())];

    public static int Compare(string x, string y)
    {
        for (var i = 0; i < x.Length && i < y.Length; i++)
        {
            if (x[i] != y[i])
            {
                // A surrogate stands for a code point above every other unit.
                var (a, b) = (char.IsSurrogate(x[i]), char.IsSurrogate(y[i]));
                return a == b ? x[i].CompareTo(y[i]) : a ? 1 : -1;
            }
        }

        return x.Length.CompareTo(y.Length);
    }

    /// <summary>What [start:stop:step] selects of a sequence of that length, as Python resolves it.</summary>
    public static IEnumerable<int> Slice(int length, int? start, int? stop, int step)
    {
        if (step > 0)
        {
            var to = Clamp(stop ?? length, length, 0, length);
            for (long i = Clamp(start ?? 0, length, 0, length); i < to; i += step)
            {
                yield return (int)i;
            }
        }
        else
        {
            var to = stop is null ? -1 : Clamp(stop.Value, length, -1, length - 1);
            for (long i = start is null ? length - 1 : Clamp(start.Value, length, -1, length - 1); i > to; i += step)
            {
                yield return (int)i;
            }
        }
    }

    private static int Clamp(int index, int length, int low, int high) => Math.Clamp(index < 0 ? Math.Max(index, -length - 1) + length : index, low, high);

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;
}
