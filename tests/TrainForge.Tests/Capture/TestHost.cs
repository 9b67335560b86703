using System.Text;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Stashes;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Capture;

/// <summary>A process of tests within a test: its own root, its own error stream.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestHost(Func<CaptureSettings, CaptureSettings>? change = null, JsonRedaction? redaction = null)
    {
        var settings = new CaptureSettings { Root = _folder.File("root"), RunId = "run-1" };
        Host = new CaptureHost(change?.Invoke(settings) ?? settings, TimeProvider.System, Stderr, redaction);
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

    /// <summary>Folders of the run, by their test's name; attempts of one test in their order.</summary>
    public string[] Folders => Directory.Exists(RunFolder) ? [.. Directory.GetDirectories(RunFolder).Order(StringComparer.Ordinal)] : [];

    public string RunFolder => Path.Combine(Root, "stashes", Host.Settings.RunId);

    public static Interaction[] Interactions(string folder) =>
        [.. File.ReadAllLines(Path.Combine(folder, StashPaths.Interactions)).Select(l => StashJson.Interaction(Encoding.UTF8.GetBytes(l)))];

    public static StashMetadata Metadata(string folder) => StashJson.Metadata(File.ReadAllBytes(Path.Combine(folder, StashPaths.Metadata)));

    /// <summary>Runs one test that calls a model, and gives back what it left.</summary>
    public async Task<(Interaction[] Interactions, StashMetadata Metadata, string Folder)> RunAsync(Func<Task> test, string name = "Refund_is_offered")
    {
        Begin(name);
        await test();
        End(name);
        var folder = Assert.Single(Folders);
        return (Interactions(folder), Metadata(folder), folder);
    }

    public void Dispose() => _folder.Dispose();
}
