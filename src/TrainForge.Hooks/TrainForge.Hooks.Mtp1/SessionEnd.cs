using System.Reflection;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.OutputDevice;
using Microsoft.Testing.Platform.Extensions.TestHost;
using Microsoft.Testing.Platform.OutputDevice;
using Microsoft.Testing.Platform.Services;
using Microsoft.Testing.Platform.TestHost;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Hooks.Mtp;

/// <summary>
/// Asks for the dataset when a module's test session ends. Modules of one run end at any time and side by side; the last one asks, and
/// should two think they are, whichever holds the lock builds for both. 'dotnet test' shows a module's text only when it failed, but always the list of files, so the dataset and
/// the reports are named there too.
/// </summary>
/// <remarks>One source for two majors of the platform, which have these types in different places and signatures.</remarks>
internal sealed class SessionEnd(IServiceProvider services) : ITestSessionLifetimeHandler, IDataProducer, IOutputDeviceDataProducer
{
    public const string Host = "Microsoft.Testing.Platform";

    private RunModules? _modules;

    public static string OwnVersion => typeof(SessionEnd).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public string Uid => "TrainForge";

    public string Version => OwnVersion;

    public string DisplayName => "TrainForge";

    public string Description => "Builds a dataset from what the tests recorded.";

    public Type[] DataTypesProduced => [typeof(SessionFileArtifact)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

#if MTP1
    public Task OnTestSessionStartingAsync(SessionUid sessionUid, CancellationToken cancellationToken) => BeginAsync();

    public Task OnTestSessionFinishingAsync(SessionUid sessionUid, CancellationToken cancellationToken) => FinishAsync(sessionUid, cancellationToken);

    private Task DisplayAsync(IOutputDeviceData line, CancellationToken cancel) =>
        cancel.IsCancellationRequested ? Task.CompletedTask : services.GetOutputDevice().DisplayAsync(this, line);
#else
    public Task OnTestSessionStartingAsync(ITestSessionContext testSessionContext) => BeginAsync();

    public Task OnTestSessionFinishingAsync(ITestSessionContext testSessionContext) => FinishAsync(testSessionContext.SessionUid, testSessionContext.CancellationToken);

    private Task DisplayAsync(IOutputDeviceData line, CancellationToken cancel) => services.GetOutputDevice().DisplayAsync(this, line, cancel);
#endif

    // Not before: a process that only starts another for the tests has no session.
    private Task BeginAsync()
    {
        HookEdge.Guard(Host, () => _modules = Assembly.GetEntryAssembly()?.Location is { Length: > 0 } tests ? RunModules.Begin(RuntimeSettings.Read(), tests) : null);
        return Task.CompletedTask;
    }

    private async Task FinishAsync(SessionUid session, CancellationToken cancel)
    {
        try
        {
            var (reply, told) = await Task.Run(() => End(cancel), cancel).ConfigureAwait(false);
            foreach (var line in reply.Lines)
            {
                await DisplayAsync(new FormattedTextOutputDeviceData(line), cancel).ConfigureAwait(false);
            }

            foreach (var (file, name) in new[] { (reply.Manifest, "TrainForge dataset"), (reply.Page, "TrainForge reports") }.Concat(told.Select(note => ((string?)note, "TrainForge warning"))))
            {
                if (file is not null)
                {
                    await services.GetMessageBus().PublishAsync(this, new SessionFileArtifact(session, new FileInfo(file), name)).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Its user is not waiting for a dataset; the next run or build makes it.
        }
#pragma warning disable CA1031 // an exception at the end of a session ends the process
        catch (Exception e)
#pragma warning restore CA1031
        {
            HookEdge.Tell(Host, e);
        }
    }

    // Of several modules the last one asks, for all; what the others recorded lies there. What all of them have to say, the first one says.
    private (BuildReply Reply, IReadOnlyList<string> Told) End(CancellationToken cancel)
    {
        EndOfRun.Finish();
        var settings = RuntimeSettings.Read();
        HookEdge.Guard(Host, () =>
        {
            if (RunName.Announced is { } run && Path.Combine(settings.Root, "stashes", run) is var folder && UnendedStashes.Close(folder) > 0)
            {
                RunCommit.Fill(folder, settings.Project, RunRedactor.For(settings.Root, settings.Redaction));
            }
        });

        IReadOnlyList<string> told = [];
        HookEdge.Guard(Host, () => told = [.. ToldNotes.Write().Where(file => _modules?.IsFirstTo(Path.GetFileName(file)) != false)]);
        return (_modules?.End() == false ? BuildRequest.Leave(settings) : BuildRequest.Send(settings, cancel), told);
    }
}
