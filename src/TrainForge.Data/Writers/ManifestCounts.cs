using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Rendering;
using TrainForge.Datasets;

namespace TrainForge.Data.Writers;

/// <summary>What a manifest counts over rows, without reading an example.</summary>
internal static class ManifestCounts
{
    public static IReadOnlyDictionary<string, SideCount> Splits(DatasetContent content) => new Dictionary<string, SideCount>(StringComparer.Ordinal)
    {
        ["train"] = Side(content.Train),
        ["valid"] = Side(content.Valid),
    };

    public static TokenCounts? Tokens(DatasetContent content)
    {
        if (content.Masks is not { } masks)
        {
            return null;
        }

        var files = new Dictionary<string, TokenCount>(StringComparer.Ordinal);
        foreach (var (path, rows) in new[] { (DatasetPaths.SftTrain, content.Train), (DatasetPaths.SftValid, content.Valid) })
        {
            var tally = new TokenTally();
            foreach (var row in rows.Where(r => r.Copies > 0))
            {
                tally.Add(masks.Result(row), row.Copies);
            }

            if (tally.Examples > 0)
            {
                files[path] = tally.ToCount();
            }
        }

        return new TokenCounts(content.Text.TokenizerName, files);
    }

    public static IReadOnlyList<TermsCount> Terms(DatasetContent content) =>
    [
        .. content.Rows.Where(r => r.Copies > 0).Select(r => r.Terms)
            .Concat(content.Further.Pairs.SelectMany(p => new[] { p.Item.Chosen.Terms, p.Item.Rejected.Terms }))
            .Concat(content.Further.Answers.Select(a => a.Item.Row.Terms))
            .CountBy(terms => terms)
            .Select(t => new TermsCount(t.Key, t.Value))
            .OrderByDescending(t => t.Rows).ThenBy(t => Text(t.Terms), StringComparer.Ordinal),
    ];

    private static SideCount Side(IEnumerable<ExampleRow> rows)
    {
        var kept = rows.Where(r => r.Copies > 0).ToList();
        return new SideCount(kept.Select(r => r.Group).Distinct(StringComparer.Ordinal).LongCount(), kept.Sum(r => (long)r.Copies));
    }

    private static string Text(SourceTerms terms) => string.Join('\0', terms.Vendor, terms.Model, terms.License, terms.Consent);
}
