using Microsoft.Build.Framework;
using TrainForge.Datasets;

namespace TrainForge.Tasks;

/// <summary>
/// What an ordinary build does at its end: asks for the dataset when there is something to build it from and it changed. A project
/// whose tests never ran has no .trainforge folder, and a build does not make one. Everything that goes wrong is a warning, because 'dotnet test' builds first: a broken dataset must not keep anyone from running tests.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RequestDataset : ProjectTask
{
    protected override void Run(CancellationToken cancel)
    {
        var settings = Settings();
        if (!settings.Enabled || BuildRequest.IsCurrent(settings))
        {
            return;
        }

        var reply = BuildRequest.Send(settings, cancel);
        cancel.ThrowIfCancellationRequested();
        foreach (var line in reply.ToolLines)
        {
            _ = Log.TryWarn(line);
        }

        if (reply.Warning is { } warning)
        {
            Log.Report(warning);
        }

        if (reply.Summary is { } summary)
        {
            Log.LogMessage(MessageImportance.High, "TrainForge: {0}", summary);
        }
    }
}
