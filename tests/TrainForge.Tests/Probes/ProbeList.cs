namespace TrainForge.Tests.Probes;

/// <summary>What a child process can be asked to do. A probe returns its exit code.</summary>
internal static class ProbeList
{
    private static readonly Dictionary<string, Func<string[], int>> Probes = new(StringComparer.Ordinal)
    {
        ["write-over"] = FileProbes.WriteOver,
        ["append"] = FileProbes.Append,
        ["append-sole"] = FileProbes.AppendSole,
        ["count-under-lock"] = FileProbes.CountUnderLock,
        ["hold-lock"] = FileProbes.HoldLock,
        ["fail"] = FailureProbe.Fail,
        ["ask-git"] = GitProbes.Ask,
        ["ask-git-for-commits"] = GitProbes.AskForCommits,
        ["record"] = CaptureProbes.Record,
        ["record-tests"] = CaptureProbes.RecordTests,
        ["rebuild-catalog"] = CatalogProbes.Rebuild,
        ["build-datasets"] = DatasetProbes.Build,
        ["train"] = Engine.Training.TrainingProbe.Run,
    };

    public static int Run(string name, string[] args) => Probes[name](args);
}
