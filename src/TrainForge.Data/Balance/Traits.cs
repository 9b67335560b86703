using System.Globalization;
using System.Text;
using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Balance;

/// <summary>What balancing looks at in an example. Only what is trained counts: what others called before is no work of its own.</summary>
/// <param name="Calls">By category, those called most first.</param>
internal sealed record Traits(bool IsMultiTurn, bool IsRecovery, bool IsConcluding, IReadOnlyList<(string Category, int Count)> Calls)
{
    // A conversation that calls more kinds of tools than this is like no other anyway.
    private const int MostCategories = 16;
    private const int LongestName = 64;

    public byte[] ToBytes()
    {
        var calls = Calls.Take(MostCategories).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count} {Short(c.Category)}"));
        var flags = (IsMultiTurn ? 1 : 0) | (IsRecovery ? 2 : 0) | (IsConcluding ? 4 : 0);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{flags}\n{string.Join('\n', calls)}"));
    }

    /// <summary>Null when no stage of this build looks at traits.</summary>
    public static Traits? Of(ExampleRow row) => row.Find(TraitSketch.SketchName) is { } bytes ? Read(bytes) : null;

    public static Traits Read(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var flags = int.Parse(lines[0], CultureInfo.InvariantCulture);
        return new Traits((flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, [.. lines.Skip(1).Select(Call)]);
    }

    private static (string Category, int Count) Call(string line)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return (line[(end + 1)..], int.Parse(line.AsSpan(0, end), CultureInfo.InvariantCulture));
    }

    private static string Short(string name) => (name.Length > LongestName ? name[..LongestName] : name).Replace('\n', ' ');
}
