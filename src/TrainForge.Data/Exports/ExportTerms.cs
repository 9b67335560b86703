using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Exports;

/// <summary>On what terms the exported rows may be used. Unknown is not allowed until somebody says so.</summary>
internal sealed class ExportTerms
{
    private const int Named = 5;

    private readonly Dictionary<(string Source, SourceTerms Terms), long> _counts = [];

    public IReadOnlyList<TermsCount> Counts =>
    [
        .. _counts.GroupBy(c => c.Key.Terms).Select(c => new TermsCount(c.Key, c.Sum(s => s.Value)))
            .OrderByDescending(c => c.Rows).ThenBy(c => Text(c.Terms), StringComparer.Ordinal),
    ];

    public void Add(string source, SourceTerms terms) => _counts[(source, terms)] = _counts.GetValueOrDefault((source, terms)) + 1;

    public void Check(DatasetVersion version)
    {
        var unknown = _counts.Where(c => c.Key.Terms.License is null || c.Key.Terms.Consent is null)
            .OrderByDescending(c => c.Value).ThenBy(c => c.Key.Source + Text(c.Key.Terms), StringComparer.Ordinal)
            .ToList();
        if (unknown.Count > 0)
        {
            var more = unknown.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {unknown.Count - Named} more") : "";
            throw new TrainForgeException(Rules.ExportTermsUnknown.Here(
                $"{version.Manifest.Name}@{version.Version}", unknown.Sum(u => u.Value), _counts.Values.Sum(), string.Join("; ", unknown.Take(Named).Select(Sentence)) + more));
        }
    }

    private static string Sentence(KeyValuePair<(string Source, SourceTerms Terms), long> count)
    {
        var ((source, terms), rows) = count;
        var what = terms.License is null ? terms.Consent is null ? "no licence, no consent" : "no licence" : "no consent";
        return string.Create(CultureInfo.InvariantCulture, $"{source} by {terms.Vendor ?? "unknown"}/{terms.Model ?? "unknown"}: {rows} ({what})");
    }

    private static string Text(SourceTerms terms) => string.Join('\0', terms.Vendor, terms.Model, terms.License, terms.Consent);
}
