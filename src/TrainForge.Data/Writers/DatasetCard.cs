using System.Globalization;
using System.Text;
using TrainForge.Datasets;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Writers;

/// <summary>README.md: a card that dataset hubs read, and people too.</summary>
internal static class DatasetCard
{
    public static byte[] ToPage(DatasetManifest manifest)
    {
        var (train, valid) = (manifest.Rows(DatasetPaths.SftTrain), manifest.Rows(DatasetPaths.SftValid));
        var kinds = CardKinds.Of(manifest);
        var card = new StringBuilder();
        Line("---");
        Line($"pretty_name: {CardText.Quoted(manifest.Name)}");
        Line($"license: {CardTerms.License(manifest.Terms)}");
        Line("task_categories: [text-generation]");
        Line($"size_categories: [{Size(train + valid)}]");
        Line("configs:");
        foreach (var line in CardKinds.Configs(kinds))
        {
            Line(line);
        }

        Line("---");
        Line("");
        Line($"# {CardText.Line(manifest.Name)}");
        Line("");
        Line(string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(train, "example")} for training and {valid} for validation, from {Counted.Of(manifest.Groups, "group that is", "groups that are")} never divided between the two. Built by TrainForge from what tests recorded."));
        Line("");
        Line("| kind | what a line holds | training | validation |");
        Line("|---|---|---|---|");
        foreach (var kind in kinds)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"| {kind.Name} | {kind.About} | {kind.Train} | {kind.Valid} |"));
        }

        Line("");
        Line("| stage | in | out | left out |");
        Line("|---|---|---|---|");
        foreach (var stage in manifest.Stages)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"| {stage.Name} | {stage.In} | {stage.Out} | {Reasons(stage)} |"));
        }

        Line("");
        Line("| model that wrote the answers | examples |");
        Line("|---|---|");
        foreach (var (model, count) in manifest.Models)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"| {CardText.Line(model)} | {count} |"));
        }

        Line("");
        Line("| written by | licence | consent | rows |");
        Line("|---|---|---|---|");
        foreach (var terms in manifest.Terms)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"| {CardText.Line(CardTerms.Writer(terms.Terms))} | {CardText.Line(terms.Terms.License ?? "unknown")} | {CardText.Line(terms.Terms.Consent ?? "unknown")} | {terms.Rows} |"));
        }

        Line("");
        Line("Each line of `sft/*.jsonl` holds `messages` and `tools` as chat templates take them; only turns with `\"train\": true` count in the loss. What was left out stands in `dropped.jsonl`, one line each with its reason. `sha256sum -c SHA256SUMS` checks the files.");
        return Encoding.UTF8.GetBytes(card.ToString());

        void Line(string text) => card.Append(text).Append('\n');
    }

    private static string Reasons(StageRecord stage) => string.Join(", ", stage.Dropped.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key} {d.Value}")));

    private static string Size(long rows) => rows switch
    {
        < 1_000 => "n<1K",
        < 10_000 => "1K<n<10K",
        < 100_000 => "10K<n<100K",
        < 1_000_000 => "100K<n<1M",
        _ => "1M<n<10M",
    };
}
