namespace TrainForge.Options;

public sealed record CaptureOptions : ISection
{
    [Setting("Record at all. TRAINFORGE_ENABLED and the property TrainForgeEnabled win over this.")]
    public bool Enabled { get; init; } = true;

    [Setting("Of each test, its attempts in this many newest runs are kept and read; a run in which it did not take part does not count. Older ones are not read, and a successful build removes them.", Min = 1, Max = 1000)]
    public int KeepRuns { get; init; } = 5;

    [Setting("Longest single text inside an interaction, in bytes. A longer one is cut, marked, and never trained on.", Min = 1024, Max = 1 << 30)]
    public int MaxTextBytes { get; init; } = 1 << 20;

    [Setting("Largest file a test may attach to its stash, in bytes.", Min = 1024, Max = 1 << 30)]
    public int MaxFileBytes { get; init; } = 10 << 20;

    [Setting("Largest stash of one test attempt, in bytes. Recording of that attempt stops there and says so.", Min = 1 << 16, Max = 1L << 40)]
    public long MaxStashBytes { get; init; } = 100 << 20;

    [Setting("Tell each call in session_model.log too: the prompt and the answer as text, for people and for readers of such logs. At most a quarter of max_stash_bytes more.")]
    public bool ModelLog { get; init; } = true;
}
