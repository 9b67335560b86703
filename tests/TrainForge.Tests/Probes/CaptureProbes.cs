using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Capture.Ambient;
using TrainForge.Tests.Capture;

namespace TrainForge.Tests.Probes;

internal static class CaptureProbes
{
    /// <summary>Records calls until it is killed; prints the number of each once the caller has its answer.</summary>
    public static int Record(string[] args)
    {
        var host = new CaptureHost(new CaptureSettings { Root = args[0], RunId = "run" }, TimeProvider.System, Console.Error);
        var client = new FakeModel("ok").WithTrainForge(host);
        host.Begin(TestHost.Test("Endless"));
        for (var call = 1; ; call++)
        {
            client.GetResponseAsync($"call {call}").GetAwaiter().GetResult();
            Console.WriteLine(call);
        }
    }
}
