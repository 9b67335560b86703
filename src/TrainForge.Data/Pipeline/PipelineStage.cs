namespace TrainForge.Data.Pipeline;

/// <summary>Where a stage may stand. Those of one place may stand in any order; places follow each other.</summary>
internal enum StagePlace
{
    /// <summary>Judges conversations.</summary>
    Conversation,

    /// <summary>Makes examples of conversations.</summary>
    Examples,

    /// <summary>Judges examples by what all of them are.</summary>
    Whole,

    /// <summary>Divides them.</summary>
    Split,

    /// <summary>Shapes the training part alone.</summary>
    Training,
}

/// <summary>A stage and where it may stand.</summary>
internal sealed record PipelineStage(string Name, StagePlace Place)
{
    public ICandidateStage? Candidate { get; private init; }

    public IExampleMaker? Maker { get; private init; }

    public IWholeStage? Whole { get; private init; }

    public OutcomeFilter? Outcome { get; private init; }

    public static PipelineStage Of(OutcomeFilter filter) => new(OutcomeFilter.StageName, StagePlace.Conversation) { Outcome = filter };

    public static PipelineStage Of(ICandidateStage stage) => new(stage.Name, StagePlace.Conversation) { Candidate = stage };

    public static PipelineStage Of(IExampleMaker maker) => new(maker.Name, StagePlace.Examples) { Maker = maker };

    public static PipelineStage Of(IWholeStage stage, StagePlace place = StagePlace.Whole) => new(stage.Name, place) { Whole = stage };
}
