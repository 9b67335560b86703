namespace TrainForge.Data.Pipeline;

/// <summary>The stages of one build, in the order in which they run.</summary>
internal sealed class StagePlan
{
    public StagePlan(IReadOnlyList<PipelineStage> stages)
    {
        Conversations = [.. stages.Where(s => s.Place == StagePlace.Conversation)];
        Maker = stages.Single(s => s.Place == StagePlace.Examples).Maker!;
        Wholes = [.. stages.Where(s => s.Whole is not null)];
        var sketches = Wholes.SelectMany(s => s.Whole!.Sketches).DistinctBy(s => s.Name, StringComparer.Ordinal).ToList();
        Sketches = [.. sketches.Where(s => !s.IsLarge)];
        LargeSketches = [.. sketches.Where(s => s.IsLarge)];
    }

    public IReadOnlyList<PipelineStage> Conversations { get; }

    public IExampleMaker Maker { get; }

    /// <summary>The split is one of them.</summary>
    public IReadOnlyList<PipelineStage> Wholes { get; }

    /// <summary>The stage of this kind; null when the settings leave it out.</summary>
    public T? Find<T>()
        where T : class, IWholeStage => Wholes.Select(s => s.Whole).OfType<T>().FirstOrDefault();

    /// <summary>What they need to know of each example and is small enough to be held, each once.</summary>
    public IReadOnlyList<ISketch> Sketches { get; }

    /// <summary>What they need to know and is not: it lies behind the example.</summary>
    public IReadOnlyList<ISketch> LargeSketches { get; }

    public int IndexOfLarge(ISketch sketch) => LargeSketches.Index().First(s => s.Item.Name == sketch.Name).Index;

    /// <summary>Everything that decides what becomes of one conversation, before all of them are looked at.</summary>
    public string Fingerprint => string.Join(
        '\n',
        Conversations.Select(s => s.Candidate is { } stage ? $"{stage.Name}:{stage.Fingerprint}" : s.Name)
            .Append($"{Maker.Name}:{Maker.Fingerprint}")
            .Concat(Sketches.Concat(LargeSketches).Select(s => $"{s.Name}:{s.Fingerprint}")));
}
