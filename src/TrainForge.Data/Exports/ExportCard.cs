using System.Globalization;
using System.Text;
using TrainForge.Conversations;
using TrainForge.Data.Writers;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>README.md and EXPORT.json of an export: what it is, on what terms, what was left out, how to train on it.</summary>
internal static class ExportCard
{
    public static byte[] ToPage(ExportSummary summary, IExportProfile profile, IReadOnlyList<TermsCount> terms, IReadOnlyDictionary<string, long> leftOut)
    {
        var (version, manifest) = (summary.Request.Version, summary.Request.Version.Manifest);
        var card = new StringBuilder();
        Line("---");
        Line($"license: {CardTerms.License(terms)}");
        Line("task_categories: [text-generation]");
        Line("configs:");
        foreach (var kind in summary.Files.GroupBy(f => f.Kind))
        {
            Line($"- config_name: {kind.Key.Name()}");
            Line("  data_files:");
            foreach (var file in kind)
            {
                Line($"  - {{split: {file.Side}, path: \"{(profile.IsFilePerRow ? Path.ChangeExtension(file.Path, null) + "/*.jsonl" : file.Path)}\"}}");
            }
        }

        Line("---");
        Line("");
        Line($"# {CardText.Line(manifest.Name)} {version.Version} for {profile.Name}");
        Line("");
        Line($"Exported by TrainForge from the version with the content hash `{manifest.ContentHash}`.");
        Line("");
        Line("| file | rows |");
        Line("|---|---|");
        foreach (var file in summary.Files)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"| `{file.Path}` | {file.Rows} |"));
        }

        Line("");
        Line("| written by | licence | consent | rows |");
        Line("|---|---|---|---|");
        foreach (var (of, rows) in terms)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"| {CardText.Line(CardTerms.Writer(of))} | {CardText.Line(of.License ?? "unknown")} | {CardText.Line(of.Consent ?? "unknown")} | {rows} |"));
        }

        if (leftOut.Count > 0)
        {
            Line("");
            Line("This form has no place for some rows, and they were left out: " + string.Join(", ", leftOut.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value}"))) + ".");
        }

        Line("");
        Line(profile.Usage(summary));
        return Encoding.UTF8.GetBytes(card.ToString());

        void Line(string text) => card.Append(text).Append('\n');
    }

    public static byte[] ToRecord(ExportSummary summary, IExportProfile profile, IReadOnlyList<TermsCount> terms, IReadOnlyDictionary<string, long> leftOut) => JsonForm.ToPage(json =>
    {
        var version = summary.Request.Version;
        json.WriteStartObject();
        json.WriteNumber("schema_version", 1);
        json.WriteString("dataset", version.Manifest.Name);
        json.WriteString("version", version.Version);
        json.WriteString("content_hash", version.Manifest.ContentHash);
        json.WriteString("profile", profile.Name);
        json.WriteBoolean("turns", summary.Request.Turns);
        json.WriteStartObject("rows");
        foreach (var file in summary.Files)
        {
            json.WriteNumber(file.Path, file.Rows);
        }

        json.WriteEndObject();
        json.WriteStartObject("left_out");
        foreach (var (reason, count) in leftOut)
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
        json.List("terms", terms, ManifestJson.Write);
        json.WriteEndObject();
    });
}
