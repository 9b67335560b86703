namespace TrainForge.Options;

public sealed record ReportOptions : ISection
{
    [Setting("Write the reports after every run of tests. 'trainforge report' writes them at any time.")]
    public bool AtEndOfRun { get; init; } = true;

    [Setting("Where plantuml is on the PATH, have it draw the diagrams that a run changed: beside the run's end, which does not wait, for at most a minute. 'trainforge report' draws them all.")]
    public bool Pictures { get; init; } = true;
}
