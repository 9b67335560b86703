using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Writers;

/// <summary>Licences as cards name them.</summary>
internal static class CardTerms
{
    /// <summary>The one licence of all rows; 'other' when there are several, 'unknown' when it is not known of some.</summary>
    public static string License(IReadOnlyList<TermsCount> terms) =>
        terms.Count == 0 || terms.Any(t => t.Terms.License is null) ? "unknown"
        : terms.Select(t => t.Terms.License).Distinct(StringComparer.Ordinal).ToList() is [{ } only] ? CardText.Quoted(only)
        : "other";

    public static string Writer(SourceTerms terms) => $"{terms.Vendor ?? "unknown"}/{terms.Model ?? "unknown"}";
}
