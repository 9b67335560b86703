namespace TrainForge.Options;

/// <summary>How much of what is trained on may call the same tool.</summary>
public sealed record BalanceOptions : ISection
{
    public const double NoCap = 100;

    [Setting("Share, in percent, that no tool and no shell command may have in what is trained on. 100 sets no limit.", Min = 1, Max = NoCap)]
    public double MaxPercent { get; init; } = NoCap;

    [Setting("Tools, besides the usual ones such as Bash and shell, whose calls are told apart by what they run, as Bash:git is.", Max = 100, Example = "[run_in_container]")]
    public IReadOnlyList<string> ShellTools { get; init; } = [];

    [Setting("Same seed, same examples left out.", Min = 0)]
    public long Seed { get; init; } = 42;
}
