using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Extensions;
using TrainForge.Datasets;

namespace TrainForge.Hooks.Mtp;

/// <summary>Called by the entry point that the platform generates, by this name.</summary>
public static class TestingPlatformBuilderHook
{
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments) => HookEdge.Guard(SessionEnd.Host, () =>
    {
        EndOfRun.TakeOver();
        var extension = new CompositeExtensionFactory<SessionEnd>(services => new SessionEnd(services));

        // The old name of AddTestSessionLifetimeHandler: it is there in every version from 1.6 on.
        builder.TestHost.AddTestSessionLifetimeHandle(extension);
    });
}
