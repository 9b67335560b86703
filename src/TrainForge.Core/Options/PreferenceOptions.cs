namespace TrainForge.Options;

public sealed record PreferenceOptions : ISection
{
    [Setting("Most pairs with the same prompt: failed attempts beyond this many are not compared.", Min = 1, Max = 1000)]
    public int PairsPerPrompt { get; init; } = 4;
}
