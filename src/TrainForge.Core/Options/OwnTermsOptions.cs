namespace TrainForge.Options;

/// <summary>Terms of what nobody else can name them for: the recordings of this project's own tests.</summary>
public sealed record OwnTermsOptions : ISection
{
    [Setting("Licence of what the tests recorded, as an SPDX expression. Empty: unknown, unless a stash says it itself.", Max = 200, Example = "MIT")]
    public string License { get; init; } = "";

    [Setting("What the people in what the tests recorded agreed to, in a few words. Empty: unknown, unless a stash says it itself.", Max = 1000, Example = "no people in it")]
    public string Consent { get; init; } = "";
}
