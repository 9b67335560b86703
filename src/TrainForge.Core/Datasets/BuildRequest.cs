using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Datasets;

/// <summary>
/// "Please build the dataset", asked by any number of test processes at once. Each leaves a marker; whoever gets the lock builds
/// for all and goes on while someone asked again, the others leave at once. A marker written while the holder lets go of the lock
/// is seen because the holder looks again afterwards. A build reads everything on disk, so the last one covers every request.
/// </summary>
public static class BuildRequest
{
    /// <summary>
    /// Returns when the dataset is built or when another process has taken the request over. Does not throw: the callers are
    /// hooks in users' test runs. Waits as long as the tool takes; cancelling kills the tool.
    /// </summary>
    public static Task<BuildReply> SendAsync(RuntimeSettings settings, CancellationToken cancel) =>
        SendAsync(settings, DatasetTool.BuildAsync, cancel);

    internal static async Task<BuildReply> SendAsync(RuntimeSettings settings, DatasetBuild build, CancellationToken cancel)
    {
        if (!settings.Enabled || settings.Tool is null)
        {
            return new BuildReply(BuildOutcome.Skipped);
        }

        try
        {
            return await AskAsync(settings, build, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return Failed(Rules.DatasetNotBuilt.Here("the build was cancelled"));
        }
        catch (TrainForgeException e)
        {
            return Failed(Rules.DatasetNotBuilt.Here(e.Message));
        }
#pragma warning disable CA1031 // the edge of a hook: whatever happens here must not reach a user's test run
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(Rules.DatasetNotAskedFor.Here(settings.Root, e.Message));
        }
    }

    private static BuildReply Failed(Diagnostic warning) => new(BuildOutcome.Failed) { Warning = warning };

    private static async Task<BuildReply> AskAsync(RuntimeSettings settings, DatasetBuild build, CancellationToken cancel)
    {
        var requests = new RequestFolder(settings);
        var reply = new BuildReply(BuildOutcome.LeftToAnother);
        requests.Ask();

        while (requests.HasNew())
        {
            using var turn = requests.TryLock();
            if (turn is null)
            {
                return reply;
            }

            while (requests.TakeNew())
            {
                var next = await BuildAsync(settings, requests, build, cancel).ConfigureAwait(false);
                // Someone else's request that needed no build does not make ours unbuilt.
                reply = next.Outcome == BuildOutcome.Unchanged && reply.Outcome == BuildOutcome.Built ? reply : next;
            }
        }

        return reply;
    }

    // The fingerprint is taken before the build: what changes meanwhile is a change for the next one.
    private static async Task<BuildReply> BuildAsync(RuntimeSettings settings, RequestFolder requests, DatasetBuild build, CancellationToken cancel)
    {
        var inputs = BuildState.Inputs(settings);
        if (requests.LastState == inputs + BuildState.Outputs(settings))
        {
            return new BuildReply(BuildOutcome.Unchanged);
        }

        var output = await build(settings, cancel).ConfigureAwait(false);
        if (output.ExitCode != 0)
        {
            return new BuildReply(BuildOutcome.Failed)
            {
                ToolLines = output.Problems,
                Warning = Rules.DatasetNotBuilt.Here($"'trainforge dataset build' ended with exit code {output.ExitCode}"),
            };
        }

        requests.LastState = inputs + BuildState.Outputs(settings);
        return new BuildReply(BuildOutcome.Built) { Summary = output.Summary, ToolLines = output.Problems };
    }
}
