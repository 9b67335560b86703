using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

/// <summary>A process of tests within a test: its own root, its own error stream.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestHost(Func<CaptureSettings, CaptureSettings>? change = null)
    {
        var settings = new CaptureSettings { Root = _folder.File("root"), RunId = "run-1" };
        Host = new CaptureHost(change?.Invoke(settings) ?? settings, TimeProvider.System, Stderr);
    }

    public CaptureHost Host { get; }

    public StringWriter Stderr { get; } = new();

    public string Root => Host.Settings.Root;

    public TrainForge.Capture.TestStash? Current => AmbientStash.Find(Host);

    public static TestIdentity Test(string name) => new() { Id = $"{name}#id", Name = name, Class = "Orders", Assembly = "Shop.Tests", Framework = "xunit3" };

    public TrainForge.Capture.TestStash Begin(string name)
    {
        Host.Begin(Test(name));
        return Current!;
    }

    public void End(string name, Outcome outcome = Outcome.Passed) => Host.End(Test(name).Id, new TestEnd(outcome));

    public void Dispose() => _folder.Dispose();
}
