using Microsoft.Build.Framework;

namespace TrainForge.Tasks;

/// <summary>The .trainforge folder by the same search as the tool, the hooks and the logger.</summary>
[MSBuildMultiThreadableTask]
public sealed class FindRoot : ProjectTask
{
    [Output]
    public string Found { get; private set; } = "";

    protected override void Run(CancellationToken cancel) => Found = Settings().Root;
}
