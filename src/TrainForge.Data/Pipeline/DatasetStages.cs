using TrainForge.Data.Balance;
using TrainForge.Data.Decontamination;
using TrainForge.Data.Duplicates;
using TrainForge.Data.Examples;
using TrainForge.Data.Quality;
using TrainForge.Data.Rendering;
using TrainForge.Data.Splits;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Data.Pipeline;

/// <summary>The stages there are, and those that the settings ask for.</summary>
internal static class DatasetStages
{
    private static readonly string[] Needed = [OutcomeFilter.StageName, SftExamples.StageName, GroupSplit.StageName];

    /// <summary>Every stage in its usual order. A new one is one line here.</summary>
    public static IReadOnlyList<PipelineStage> All(DatasetOptions dataset, TextModel text, SuiteIndex suites, ToolSignatures? signatures = null) =>
    [
        PipelineStage.Of(new OutcomeFilter(dataset.PassedOnly, dataset.KeepFlaky)),
        PipelineStage.Of(new ProjectFilter(dataset.Projects)),
        PipelineStage.Of(new DecontaminationStage(suites)),
        PipelineStage.Of(new QualityStage(dataset.Quality)),
        PipelineStage.Of(new SftExamples(dataset.Examples)),
        PipelineStage.Of(new PreferenceStage(dataset.Preferences)),
        PipelineStage.Of(new ExactDuplicates()),
        PipelineStage.Of(new NearDuplicates(dataset.NearDuplicates)),
        PipelineStage.Of(new ToolSchemaStage(dataset.ToolSchemas, signatures)),
        PipelineStage.Of(new MaskStage(new MaskSketch(text, dataset.Rendering, dataset.Masks), dataset.Masks)),
        PipelineStage.Of(new GroupSplit(dataset.Split), StagePlace.Split),
        PipelineStage.Of(new BalanceStage(dataset.Balance), StagePlace.Training),
        PipelineStage.Of(new OversamplingStage(dataset.Oversampling, dataset.Balance.ShellTools), StagePlace.Training),
        PipelineStage.Of(new FewShot(dataset.FewShot), StagePlace.Training),
    ];

    public static StagePlan Plan(DatasetOptions dataset, TextModel text, SuiteIndex suites, ToolSignatures? signatures = null)
    {
        var all = All(dataset, text, suites, signatures);
        var chosen = dataset.Stages.Count == 0 ? all : [.. dataset.Stages.Select(name => Find(name, all))];
        if (Problem(chosen) is { } problem)
        {
            throw new TrainForgeException(Rules.StageOrderImpossible.Here(problem));
        }

        return new StagePlan(chosen);
    }

    private static PipelineStage Find(string name, IReadOnlyList<PipelineStage> all) => all.FirstOrDefault(s => s.Name == name)
        ?? throw new TrainForgeException(Rules.StageUnknown.Here(name, Nearest.Suggest(name, all.Select(s => s.Name)), string.Join(", ", all.Select(s => s.Name))));

    private static string? Problem(IReadOnlyList<PipelineStage> chosen)
    {
        if (chosen.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return $"'{twice.Key}' stands in it twice.";
        }

        return Needed.Where(name => chosen.All(s => s.Name != name)).Select(name => $"'{name}' is missing; no dataset is built without it.").FirstOrDefault()
            ?? chosen.Zip(chosen.Skip(1)).Where(pair => pair.First.Place > pair.Second.Place)
                .Select(pair => $"'{pair.Second.Name}' cannot come after '{pair.First.Name}'.")
                .FirstOrDefault()
            ?? (Place(MaskStage.StageName) is >= 0 and var proof && Place(ToolSchemaStage.StageName) > proof ? $"'{ToolSchemaStage.StageName}' cannot come after '{MaskStage.StageName}', which proves what it changes." : null);

        int Place(string name) => chosen.Index().Where(s => s.Item.Name == name).Select(s => s.Index).DefaultIfEmpty(-1).First();
    }
}
