using TrainForge.Data.Examples;
using TrainForge.Data.Rendering;
using TrainForge.Data.Splits;

namespace TrainForge.Data.Pipeline;

/// <summary>What a version holds besides the examples themselves, settled once all stages have run.</summary>
internal sealed record FurtherKinds
{
    public IReadOnlyList<Settled<Comparison>> Pairs { get; init; } = [];

    public IReadOnlyList<Settled<Judged>> Answers { get; init; } = [];

    public IReadOnlyList<ExampleRow> FewShot { get; init; } = [];

    /// <summary>The books of the kinds, to stand behind those of the stages.</summary>
    public IReadOnlyList<StageLog> Logs { get; init; } = [];

    /// <param name="logs">Of the stages: they know which example stands for one that was left out.</param>
    public static FurtherKinds Of(StagePlan plan, ExampleTable table, IEnumerable<StageLog> logs, CancellationToken cancel)
    {
        var fewShot = plan.Find<FewShot>()?.Chosen ?? [];
        if (plan.Find<PreferenceStage>() is not { } found)
        {
            return new FurtherKinds { FewShot = fewShot };
        }

        var kept = logs.SelectMany(l => l.Items).Where(i => i.Kept is not null).DistinctBy(i => i.Id).ToDictionary(i => i.Id, i => i.Kept, StringComparer.Ordinal);
        var masks = plan.Find<MaskStage>();
        var split = plan.Find<GroupSplit>()!;
        var remaining = new Remaining
        {
            Rows = table.Rows,
            KeptInstead = kept.GetValueOrDefault,
            IsValidGroup = split.IsValidByName,
            Unfit = (row, asked) => masks?.Unfit(row, asked, table.LoadRecorded),
            Load = table.LoadRecorded,
        };
        var settlement = new Settlement(remaining, found.Prompts);
        return new FurtherKinds
        {
            Pairs = settlement.Settle(found.Comparisons, found.Pairs, cancel),
            Answers = settlement.Settle(found.Judged, found.Answers, cancel),
            FewShot = fewShot,
            Logs = [found.Pairs, found.Answers],
        };
    }
}
