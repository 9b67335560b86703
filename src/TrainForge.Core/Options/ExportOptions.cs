namespace TrainForge.Options;

public sealed record ExportOptions : ISection
{
    [Setting("Export rows too whose licence or consent nobody named. The card says that they are unknown.")]
    public bool AllowUnknownTerms { get; init; }
}
