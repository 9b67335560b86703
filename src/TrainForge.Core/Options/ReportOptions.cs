namespace TrainForge.Options;

public sealed record ReportOptions : ISection
{
    [Setting("Write the reports after every run of tests. 'trainforge report' writes them at any time, and has plantuml draw the diagrams.")]
    public bool AtEndOfRun { get; init; } = true;
}
