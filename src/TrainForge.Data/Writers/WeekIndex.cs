using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.SessionLogs;

namespace TrainForge.Data.Writers;

/// <summary>
/// The ISO week in which each example was first seen. It tells of runs, so it stands outside the hash: in provenance.json by id, and
/// as counts in dataset_index.json beside the versions.
/// </summary>
internal static class WeekIndex
{
    private const string Unknown = "unknown";

    /// <summary>Weeks in order, each with its examples; last those of which no time is known.</summary>
    public static IEnumerable<(string Week, IReadOnlyList<string> Ids)> Weeks(DatasetContent content) => content.Rows
        .Where(r => r.Copies > 0)
        .GroupBy(r => r.Occurrences.Min(o => o.Time) is { } first ? LogWeek.Of(first).ToString() : Unknown, StringComparer.Ordinal)
        .OrderBy(w => w.Key, StringComparer.Ordinal)
        .Select(w => (w.Key, (IReadOnlyList<string>)[.. w.Select(r => r.Id)]));

    public static byte[] ToPage(string version, DatasetContent content) => JsonForm.ToPage(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", 1);
        json.WriteString("version", version);
        json.WriteNumber("total_examples", content.Rows.Count(r => r.Copies > 0));
        json.WriteStartObject("weeks");
        foreach (var (week, ids) in Weeks(content))
        {
            json.WriteNumber(week, ids.Count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });
}
