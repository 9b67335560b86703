namespace TrainForge.Options;

public sealed record DatasetOptions : ISection
{
    public const string DefaultName = "main";

    [Setting("Name of the dataset; its versions are v0001, v0002, … inside a folder of this name.", Min = 1, Max = 80)]
    public string Name { get; init; } = DefaultName;

    [Setting("Train only on attempts whose test passed.")]
    public bool PassedOnly { get; init; } = true;

    [Setting("Train on what a test did in a run in which it ended now one way and now another. What passed, passed; but a test that is not sure of itself vouches for less.")]
    public bool KeepFlaky { get; init; } = true;

    [Setting("Kinds of recordings to build from: stash, and what 'trainforge ingest' calls the others. Empty: everything there is.", Max = 50)]
    public IReadOnlyList<string> Sources { get; init; } = [];

    [Setting("On what terms what the tests of this project recorded may be used. What was brought in says so itself, see 'trainforge ingest'.")]
    public OwnTermsOptions Terms { get; init; } = new();

    [Setting("Names of the stages to run, in their order; 'trainforge explain TF2100' lists them. Empty: all of them in their usual order.", Max = 50)]
    public IReadOnlyList<string> Stages { get; init; } = [];

    [Setting("Of which projects conversations are taken.")]
    public ProjectFilterOptions Projects { get; init; } = new();

    [Setting("A longer pause than this, in minutes, ends a conversation of a session log.", Min = 0, AboveMin = true, Max = 1440)]
    public double SessionGapMinutes { get; init; } = 5;

    [Setting("So many newest versions are kept; older ones go after a build, unless pinned with 'trainforge dataset pin' or trained on. 0 keeps all.", Min = 0, Max = 1_000_000, OutsideIdentity = true)]
    public int KeepVersions { get; init; } = 20;

    [Setting("Keeping out of training what a model will be judged with.")]
    public DecontaminationOptions Decontamination { get; init; } = new();

    [Setting("Which conversations and which turns are worth training on.")]
    public QualityOptions Quality { get; init; } = new();

    [Setting("What is known of the tools that were called.")]
    public ToolSchemaOptions ToolSchemas { get; init; } = new();

    [Setting("Examples that are nearly the same.")]
    public NearDuplicateOptions NearDuplicates { get; init; } = new();

    [Setting("What is made of a conversation that is worth learning from.")]
    public ExampleOptions Examples { get; init; } = new();

    [Setting("Pairs of a better and a worse answer to the same prompt.")]
    public PreferenceOptions Preferences { get; init; } = new();

    [Setting("What the examples are proved with: the tokenizer and the chat template of the model they are for.")]
    public RenderingOptions Rendering { get; init; } = new();

    [Setting("The proof that what is trained is what the assistant wrote, its stop token included, and nothing else.")]
    public MaskCheckOptions Masks { get; init; } = new();

    [Setting("The few examples that stand for all.")]
    public FewShotOptions FewShot { get; init; } = new();

    [Setting("Which part is kept for validation.")]
    public SplitOptions Split { get; init; } = new();

    [Setting("How much of what is trained on may call the same tool.")]
    public BalanceOptions Balance { get; init; } = new();

    [Setting("What is trained on more than once.")]
    public OversamplingOptions Oversampling { get; init; } = new();

    [Setting("The small samples for a first try of a training.")]
    public TinyOptions Tiny { get; init; } = new();

    [Setting("What 'trainforge dataset export' may hand out.", OutsideIdentity = true)]
    public ExportOptions Export { get; init; } = new();

    [Setting("What 'trainforge dataset audit' minds in a version.", OutsideIdentity = true)]
    public AuditOptions Audit { get; init; } = new();
}

public sealed record SplitOptions : ISection
{
    [Setting("Share of the groups (a test, a session) that goes to validation, in percent. One group is never in both parts.", Min = 0, Max = 50)]
    public double ValidPercent { get; init; } = 10;

    [Setting("Same seed, same split.", Min = 0)]
    public long Seed { get; init; } = 42;
}

public sealed record TinyOptions : ISection
{
    [Setting("Examples in train.tiny.jsonl; 0 writes none.", Min = 0, Max = 1_000_000)]
    public int Train { get; init; } = 200;

    [Setting("Examples in valid.tiny.jsonl; 0 writes none.", Min = 0, Max = 1_000_000)]
    public int Valid { get; init; } = 30;

    [Setting("Same seed, same sample.", Min = 0)]
    public long Seed { get; init; } = 42;
}
