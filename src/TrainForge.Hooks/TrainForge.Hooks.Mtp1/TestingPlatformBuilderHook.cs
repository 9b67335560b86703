using System.Reflection;
using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Extensions;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Hooks.Mtp;

/// <summary>Called by the entry point that the platform generates, by this name.</summary>
public static class TestingPlatformBuilderHook
{
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments) => HookEdge.Guard(SessionEnd.Host, () =>
    {
        EndOfRun.TakeOver();

        // Results and stashes are to lie in one folder. A process that was started to try failed tests again has its name from the first.
        var run = RunName.Announced ?? RunName.New(TimeProvider.System.GetUtcNow());
        RunName.Announce(run);
        var settings = RuntimeSettings.Read();
        if (settings.Enabled && Assembly.GetEntryAssembly() is { } tests && tests.GetName().Name is { } name)
        {
            var log = new RunResultLog(Path.Combine(settings.Root, "stashes", run), () => RunRedactor.For(settings.Root, settings.Redaction));
            builder.TestHost.AddDataConsumer(_ => new ResultListener(log, name, TargetFramework.Of(tests)));
        }

        // The old name of AddTestSessionLifetimeHandler: it is there in every version from 1.6 on.
        builder.TestHost.AddTestSessionLifetimeHandle(new CompositeExtensionFactory<SessionEnd>(services => new SessionEnd(services)));
    });
}
