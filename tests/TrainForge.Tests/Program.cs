using System.Diagnostics.CodeAnalysis;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests;

/// <summary>
/// The entry point xunit would have generated, and one thing more: '--probe name args' makes this program the child process of a
/// test, to be killed, crowded or raced.
/// </summary>
[ExcludeFromCodeCoverage]
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [ProbeProcess.Switch, var name, .. var rest] => Task.FromResult(ProbeList.Run(name, rest)),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };
}
