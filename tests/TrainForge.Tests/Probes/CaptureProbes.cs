using Microsoft.Extensions.AI;
using TrainForge.Capture;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
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

    public const int CallsInTest = 5;

    /// <summary>Runs whole tests until it is killed, each with calls, a secret, a log and an attachment. Prints each test's begin and each answer.</summary>
    public static int RecordTests(string[] args)
    {
        var host = new CaptureHost(new CaptureSettings { Root = args[0], RunId = "run" }, TimeProvider.System, Console.Error);
        var client = new FakeModel("take ghp_abcdefghijklmnopqrstuvwxyz0123456789 " + new string('x', 3000)).WithTrainForge(host);
        Directory.CreateDirectory(args[0]);
        var note = Path.Combine(args[0], "note.bin");
        File.WriteAllBytes(note, new byte[20_000]);
        for (var test = 1; ; test++)
        {
            Console.WriteLine($"test {test}");
            host.Begin(TestHost.Test($"Test {test}"));
            for (var call = 1; call <= CallsInTest; call++)
            {
                client.GetResponseAsync($"call {call} of a test").GetAwaiter().GetResult();
                Console.WriteLine(call);
            }

            AmbientStash.Find(host)!.Log("nearly done");
            AmbientStash.Find(host)!.Attach(note);
            host.End(TestHost.Test($"Test {test}").Id, new TestEnd(Outcome.Passed));
        }
    }
}
