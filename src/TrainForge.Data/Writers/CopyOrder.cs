using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Splits;

namespace TrainForge.Data.Writers;

/// <summary>
/// Rows as often as they stand in a file: once in their own order, and every further copy somewhere among them, by its id, its
/// number and the seed. Copies side by side would be one batch of a trainer that does not shuffle.
/// </summary>
internal static class CopyOrder
{
    public static IEnumerable<ExampleRow> Of(IReadOnlyList<ExampleRow> rows, long seed)
    {
        var copies = rows.SelectMany(row => Enumerable.Range(2, Math.Max(0, row.Copies - 1)).Select(copy => (Row: row, Place: Place(row, copy, rows.Count, seed))))
            .OrderBy(c => c.Place).ThenBy(c => c.Row.Id, StringComparer.Ordinal)
            .ToList();
        var next = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            for (; next < copies.Count && copies[next].Place < i; next++)
            {
                yield return copies[next].Row;
            }

            if (rows[i].Copies > 0)
            {
                yield return rows[i];
            }
        }

        foreach (var (row, _) in copies.Skip(next))
        {
            yield return row;
        }
    }

    private static double Place(ExampleRow row, int copy, int rows, long seed) =>
        rows * Draw.Place(string.Create(CultureInfo.InvariantCulture, $"{row.Id} {copy}"), seed);
}
