using System.Globalization;

namespace Cake.TrainForge;

/// <summary>A package folder's version, ordered as SemVer orders: numbers, then no suffix above any, then suffix parts.</summary>
internal sealed record PackageVersion(IReadOnlyList<int> Numbers, string Suffix) : IComparable<PackageVersion>
{
    public static PackageVersion Parse(string text)
    {
        var core = text.Split('+', 2)[0].Split('-', 2);
        var numbers = core[0].Split('.').Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0);
        return new PackageVersion([.. numbers], core.Length == 2 ? core[1] : "");
    }

    public int CompareTo(PackageVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < Math.Max(Numbers.Count, other.Numbers.Count); i++)
        {
            var order = Numbers.ElementAtOrDefault(i).CompareTo(other.Numbers.ElementAtOrDefault(i));
            if (order != 0)
            {
                return order;
            }
        }

        return (Suffix, other.Suffix) switch
        {
            ("", "") => 0,
            ("", _) => 1,
            (_, "") => -1,
            _ => CompareSuffixes(Suffix.Split('.'), other.Suffix.Split('.')),
        };
    }

    private static int CompareSuffixes(string[] a, string[] b)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var aIsNumber = ulong.TryParse(a[i], NumberStyles.None, CultureInfo.InvariantCulture, out var x);
            var bIsNumber = ulong.TryParse(b[i], NumberStyles.None, CultureInfo.InvariantCulture, out var y);
            var order = (aIsNumber, bIsNumber) switch
            {
                (true, true) => x.CompareTo(y),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(a[i], b[i]),
            };

            if (order != 0)
            {
                return order;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
