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
    /// hooks in users' test runs, most of them synchronous. Waits as long as the tool takes; cancelling kills the tool.
    /// </summary>
    public static BuildReply Send(RuntimeSettings settings, CancellationToken cancel) =>
        Send(settings, DatasetTool.Build, cancel);

    /// <summary>
    /// Whether there is nothing to build: nothing recorded yet, or nothing that the last build has not seen. Files are listed,
    /// none is written and no process started.
    /// </summary>
    public static bool IsCurrent(RuntimeSettings settings) =>
        !BuildState.HasAnything(settings) || (new RequestFolder(settings) is var requests && requests.LastState == State(settings, requests));

    /// <summary>Whether the tool has failed on exactly this: a test run tries again, an ordinary build only says so.</summary>
    public static bool IsKnownToFail(RuntimeSettings settings) =>
        new RequestFolder(settings) is var requests && requests.LastFailure == State(settings, requests);

    /// <summary>Asks without waiting: another process of the run is at work and will send its own request. Does not throw.</summary>
    public static BuildReply Leave(RuntimeSettings settings)
    {
        try
        {
            if (settings.Enabled && BuildState.HasAnything(settings))
            {
                new RequestFolder(settings).Ask();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // That request covers this one, or the next run does.
        }

        return new BuildReply(BuildOutcome.LeftToAnother);
    }

    /// <summary>Whether a request waits for somebody to serve it.</summary>
    public static bool IsAsked(RuntimeSettings settings) => new RequestFolder(settings).HasNew();

    internal static BuildReply Send(RuntimeSettings settings, DatasetBuild build, CancellationToken cancel)
    {
        try
        {
            if (!settings.Enabled || settings.Tool is null)
            {
                return new BuildReply(BuildOutcome.Skipped);
            }

            // Nothing is recorded below a root that is a file, and the tests' own warning may not be seen: test hosts hide their output.
            if (!BuildState.HasAnything(settings))
            {
                return File.Exists(settings.Root)
                    ? Failed(Rules.DatasetNotBuilt.Here(Rules.RootIsAFile.Here(settings.Root).Message.TrimEnd('.')))
                    : new BuildReply(BuildOutcome.Skipped);
            }

            return Ask(settings, build, cancel);
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

    private static BuildReply Ask(RuntimeSettings settings, DatasetBuild build, CancellationToken cancel)
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
                var next = Build(settings, requests, build, cancel);
                // Someone else's request that needed no build does not make ours unbuilt.
                reply = next.Outcome == BuildOutcome.Unchanged && reply.Outcome == BuildOutcome.Built ? reply : next;
            }
        }

        return reply;
    }

    // Looked at before the build: what changes meanwhile is a change for the next one.
    private static BuildReply Build(RuntimeSettings settings, RequestFolder requests, DatasetBuild build, CancellationToken cancel)
    {
        var inputs = BuildState.InputLines(settings);
        if (requests.LastState == State(settings, inputs.Concat(WatchList.Again(requests.Watched))))
        {
            return new BuildReply(BuildOutcome.Unchanged);
        }

        var output = build(settings, cancel);
        if (output.ExitCode != 0)
        {
            requests.LastFailure = State(settings, inputs.Concat(requests.Watched));
            return new BuildReply(BuildOutcome.Failed)
            {
                Reports = output.Reports,
                Page = Page(settings, output),
                ToolLines = output.Problems,
                Warning = Rules.DatasetNotBuilt.Here($"'trainforge dataset build' ended with exit code {output.ExitCode}"),
            };
        }

        requests.LastState = State(settings, BuildState.InputsLeft(inputs, settings).Concat(requests.Watched));
        return new BuildReply(BuildOutcome.Built)
        {
            Summary = output.Summary,
            Reports = output.Reports,
            Page = Page(settings, output),
            ToolLines = output.Problems,
            Manifest = BuildState.NewestManifest(settings),
        };
    }

    private static string? Page(RuntimeSettings settings, ToolOutput output) => output.Reports is null ? null : Path.Combine(settings.Root, "reports", BuildReply.PageName);

    private static string State(RuntimeSettings settings, RequestFolder requests) =>
        State(settings, BuildState.InputLines(settings).Concat(WatchList.Again(requests.Watched)));

    private static string State(RuntimeSettings settings, IEnumerable<string> inputs) =>
        $"{BuildState.Digest(inputs)}\n{BuildState.Outputs(settings)}\n";
}
