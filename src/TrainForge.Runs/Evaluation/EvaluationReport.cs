using System.Globalization;
using System.Text;

namespace TrainForge.Runs.Evaluation;

public enum Verdict { Pass, FellShort, CannotTell }

/// <summary>report.json of an evaluation, and what a person reads of it.</summary>
public sealed record EvaluationReport
{
    public const string FileName = "report.json";
    public const string TextName = "report.md";
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required string Run { get; init; }

    public required string SpecFp { get; init; }

    public required string ExecFp { get; init; }

    public required string DatasetHash { get; init; }

    public required string Suite { get; init; }

    public required int Cases { get; init; }

    public required int TrainedTokens { get; init; }

    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The same metrics of the model the run started from.</summary>
    public required IReadOnlyDictionary<string, double> Baseline { get; init; }

    public required IReadOnlyList<GateResult> Gates { get; init; }

    public required Verdict Verdict { get; init; }

    public required string Headline { get; init; }

    public required DateTimeOffset RunDate { get; init; }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Run} on '{Suite}': {Headline}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Cases} held-out examples, {TrainedTokens} trained tokens, dataset {DatasetHash[..8]}.\n\n");
        text.Append("| metric | base model | this run |\n|---|---|---|\n");
        foreach (var (name, value) in Metrics.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {(Baseline.TryGetValue(name, out var before) ? Number(before) : "")} | {Number(value)} |\n");
        }

        text.Append("\n| gate | wants | measured | |\n|---|---|---|---|\n");
        foreach (var gate in Gates)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {gate.Metric} | {gate.Bound} | {Number(gate.Actual)} | {(gate.Pass ? "pass" : "fell short")} |\n");
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
