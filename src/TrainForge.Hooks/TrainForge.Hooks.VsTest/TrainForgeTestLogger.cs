using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Stashes;

namespace TrainForge.Hooks.VsTest;

/// <summary>
/// Runs inside the test console, once per project and target framework, and asks for the dataset when the run is complete. Takes
/// no parameters: what it needs stands in the test assembly's runtime configuration, where the tests read it too.
/// </summary>
[FriendlyName("trainforge")]
[ExtensionUri("logger://trainforge/v1")]
public sealed class TrainForgeTestLogger : ITestLoggerWithParameters
{
    private const string Host = "VSTest";
    private const string SessionOption = "--testSessionCorrelationId:";

    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly List<HeardResult> _results = [];
    private readonly string _run = RunName.New(TimeProvider.System.GetUtcNow());
    private readonly Dictionary<(string Root, string? Dataset), RunModules?> _modules = [];
    private string _notes = "";

    public void Initialize(TestLoggerEvents events, Dictionary<string, string?> parameters) => Initialize(events, "");

    // Before any test host is started, so that they all inherit who asks.
    public void Initialize(TestLoggerEvents events, string testRunDirectory) => HookEdge.Guard(Host, () =>
    {
        EndOfRun.TakeOver();
        RunName.Announce(_run);
        _notes = RunNotes.Announce(_run);
        events.TestRunStart += (_, e) => HookEdge.Guard(Host, () => Start(e.TestRunCriteria.Sources ?? []));
        events.TestResult += (_, e) => HookEdge.Guard(Host, () => Hear(e.Result));
        events.TestRunComplete += (_, e) => HookEdge.Guard(Host, () => Finish(e));
    });

    // Consoles of several projects that are at work at once are known to each other from here on.
    private void Start(IEnumerable<string> sources)
    {
        _sources.UnionWith(sources);
        foreach (var source in _sources)
        {
            if (Session is { } session && RuntimeConfiguration.Read(source) is { Enabled: true } settings && !_modules.ContainsKey((settings.Root, settings.Dataset)))
            {
                _modules.Add((settings.Root, settings.Dataset), RunModules.Enter(settings, source, session));
            }
        }
    }

    // The same in all consoles of one 'dotnet test', which hands it on; null where somebody else started this one.
    private static string? Session => Environment.GetCommandLineArgs()
        .Where(argument => argument.StartsWith(SessionOption, StringComparison.OrdinalIgnoreCase))
        .Select(argument => argument[SessionOption.Length..])
        .FirstOrDefault();

    // Not the result itself: it holds what the test wrote, which may be much.
    private void Hear(TestResult result)
    {
        _sources.Add(result.TestCase.Source);
        _results.Add(HeardResult.Of(result));
    }

    // A crashed or cancelled run leaves whole stashes too, but its user is not waiting for a dataset; the next run or build makes it. Others
    // may have left theirs to it, and wait.
    private void Finish(TestRunCompleteEventArgs run)
    {
        IReadOnlyList<string> notes = [];
        HookEdge.Guard(Host, () => notes = RunNotes.Take(_notes));
        HookEdge.Tell(Console.Out, notes);

        // Where the tests could write nothing, neither can we, and nothing can be asked for: that was told, once.
        var isTold = notes.Any(line => line.Contains(Rules.StashNotWritable.Code, StringComparison.Ordinal));
        if (!isTold)
        {
            HookEdge.Guard(Host, () => ResultFile.Write(_run, _results));
        }

        foreach (var settings in _sources.Select(RuntimeConfiguration.Read).OfType<Options.RuntimeSettings>().DistinctBy(s => (s.Root, s.Dataset)))
        {
            var isLast = _modules.GetValueOrDefault((settings.Root, settings.Dataset))?.End() ?? true;
            if ((run.IsAborted || run.IsCanceled) && !(isLast && BuildRequest.IsAsked(settings)))
            {
                continue;
            }

            var reply = isLast ? BuildRequest.Send(settings, CancellationToken.None) : BuildRequest.Leave(settings);
            HookEdge.Tell(Console.Out, isTold && reply.Outcome == BuildOutcome.Failed ? [] : reply.Lines);
        }
    }
}
