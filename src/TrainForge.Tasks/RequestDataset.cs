using Microsoft.Build.Framework;
using TrainForge.Datasets;
using TrainForge.Diagnostics;

namespace TrainForge.Tasks;

/// <summary>
/// What an ordinary build does at its end: asks for the dataset when there is something to build it from and it changed. A project
/// whose tests never ran has no .trainforge folder, and a build does not make one. Whatever goes wrong is one warning, so that a
/// broken dataset keeps nobody from building and testing.
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

        if (BuildRequest.IsKnownToFail(settings))
        {
            Log.Report(Rules.DatasetNotBuilt.Here("it failed before, and nothing has changed since"));
            return;
        }

        var reply = BuildRequest.Send(settings, cancel);
        cancel.ThrowIfCancellationRequested();
        foreach (var told in reply.Told)
        {
            // Plain text: as warnings they would be errors of a build that allows none.
            Log.LogMessage(MessageImportance.High, "{0}", told);
        }

        if (reply.Warning is { } warning)
        {
            Log.Report(warning);
        }

        if (reply.Line is { } line)
        {
            Log.LogMessage(MessageImportance.High, "{0}", line);
        }
    }
}
