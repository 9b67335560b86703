namespace TrainForge.Options;

/// <summary>What a model will be judged with, and must therefore not be trained on.</summary>
public sealed record DecontaminationOptions : ISection
{
    [Setting("Files or folders of evaluation texts (.jsonl, .json, .yaml, .yml, .txt, .md), from the folder of this file. What shares a passage with one is left out.", Max = 1000, Example = "[evaluation/questions.jsonl]")]
    public IReadOnlyList<string> Against { get; init; } = [];

    [Setting("Do the same with the files of evaluation.suites.")]
    public bool Suites { get; init; } = true;

    [Setting("Words in a row that make a shared passage.", Min = 5, Max = 100)]
    public int Words { get; init; } = 13;

    [Setting("A question with fewer words than a passage counts when a user asked just that; with fewer than these it never counts.", Min = 1, Max = 100)]
    public int MinWords { get; init; } = 4;

    [Setting("A passage that stands in more evaluation texts than this is what all of them begin with, and is not minded. 0 minds every passage.", Min = 0, Max = 1_000_000)]
    public int MaxTexts { get; init; } = 10;

    /// <summary>With the files of the section 'evaluation' among those to read, so that one section says all.</summary>
    public DecontaminationOptions With(EvaluationOptions evaluation) =>
        Suites ? this with { Against = [.. Against.Concat(evaluation.Suites.Where(s => s != EvaluationOptions.HeldOut)).Distinct(StringComparer.Ordinal)] } : this;
}
