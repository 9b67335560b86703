using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Training;

namespace TrainForge.Runs.Evaluation;

/// <summary>A completed run judged by a suite: measured, compared with the model it started from, held against every gate.</summary>
public sealed class EvaluationJob(TrainForgeRoot root, EvaluationOptions options, TimeProvider clock)
{
    // Below this no share is worth printing, let alone a verdict.
    public const int FewestCases = 3;

    public (EvaluationReport Report, string Folder) Run(RunFolder run, string? suite, TrainingDataset dataset, CancellationToken cancel)
    {
        RequireKnown(suite ?? (options.Suites.Count > 0 ? options.Suites[0] : HeldOut.Name));
        RunSearch.RequireComplete(run, cancel);
        var checkpoint = TrainedCheckpoint.Open(root, run);
        var cases = TrainingData.Load(dataset, checkpoint.LoadTokenizer(), checkpoint.LoadTemplate(), run.ReadSettings().MaxLength, cancel).Valid;
        var report = cases.Count < FewestCases ? CannotTell(run, cases.Count) : Judge(run, checkpoint, cases, cancel);

        var folder = Path.Combine(root.Evaluations, run.Id.Replace('/', '_'), HeldOut.Name);
        PortablePath.RequireFits(Path.Combine(folder, EvaluationReport.FileName), "--root");
        RunsJson.Write(Path.Combine(folder, EvaluationReport.FileName), report);
        AtomicFile.WriteAllText(Path.Combine(folder, EvaluationReport.TextName), report.ToMarkdown());
        return (report, folder);
    }

    private static void RequireKnown(string suite)
    {
        if (!suite.Equals(HeldOut.Name, StringComparison.Ordinal))
        {
            throw new TrainForgeException(Rules.SuiteUnknown.Here(suite, HeldOut.Name));
        }
    }

    private EvaluationReport Judge(RunFolder run, TrainedCheckpoint checkpoint, IReadOnlyList<EncodedExample> cases, CancellationToken cancel)
    {
        var (before, _) = HeldOut.Measure(checkpoint.Base().LoadWeights(), cases, cancel);
        var (after, tokens) = HeldOut.Measure(checkpoint.Merged(), cases, cancel);
        var measured = new SortedDictionary<string, double>(after.ToDictionary(), StringComparer.Ordinal)
        {
            [Metric.LossDrop.Name] = 1 - (after[Metric.Loss.Name] / before[Metric.Loss.Name]),
        };
        var gates = GateResult.Judge(options.Gates, measured, before);
        var failed = gates.Where(g => !g.Pass).ToList();
        return Report(run, cases.Count) with
        {
            TrainedTokens = tokens,
            Metrics = measured,
            Baseline = before,
            Gates = gates,
            Verdict = failed.Count == 0 ? Verdict.Pass : Verdict.FellShort,
            Headline = failed.Count == 0 ? "passed" : $"fell short on {string.Join(", ", failed.Select(g => g.Metric).Distinct())}",
        };
    }

    private EvaluationReport CannotTell(RunFolder run, int cases) => Report(run, cases) with
    {
        Verdict = Verdict.CannotTell,
        Headline = $"cannot tell: {Counted.Of(cases, "held-out example")}, {FewestCases} are the least",
    };

    private EvaluationReport Report(RunFolder run, int cases) => new()
    {
        Run = run.Id,
        SpecFp = run.Metadata.SpecFp,
        ExecFp = run.Metadata.ExecFp,
        DatasetHash = run.Metadata.DatasetHash,
        Suite = HeldOut.Name,
        Cases = cases,
        TrainedTokens = 0,
        Metrics = new SortedDictionary<string, double>(StringComparer.Ordinal),
        Baseline = new SortedDictionary<string, double>(StringComparer.Ordinal),
        Gates = [],
        Verdict = Verdict.CannotTell,
        Headline = "",
        RunDate = clock.GetUtcNow(),
    };
}
