using TrainForge.Files;
using TrainForge.Redaction;

namespace TrainForge.Stashes;

/// <summary>
/// Lays what the runner was told of each test beside the stashes of the run, a line as soon as there is a stash to lay it beside: a
/// suite that calls no model leaves no folders. For one thread.
/// </summary>
/// <param name="redactor">
/// The one of the tests' process, made for the first line. With other words than there, the names of tests that redaction changed would not be found again.
/// </param>
public sealed class RunResultLog(string runFolder, Func<Redactor> redactor)
{
    private const int MaxErrorChars = 20_000;

    private readonly List<RunResult> _waiting = [];
    private readonly RedactionCounts _counts = new();
    private LineAppender? _file;
    private Redactor? _redactor;

    public void Add(RunResult result)
    {
        _waiting.Add(result);
        if (_file is null && !Directory.Exists(runFolder))
        {
            return;
        }

        // Shared, because a test may run other tests, whose console inherits the name of this run.
        _file ??= LineAppender.Open(Path.Combine(runFolder, StashPaths.Results));
        foreach (var waiting in _waiting)
        {
            _file.Append(StashJson.ToLine(Redacted(waiting)));
        }

        _waiting.Clear();
    }

    private RunResult Redacted(RunResult result) => result with
    {
        FullyQualifiedName = Redacted(result.FullyQualifiedName),
        DisplayName = Redacted(result.DisplayName),
        Error = result.Error is { Length: > 0 } error ? Redacted(WholeWords.Cut(error, MaxErrorChars)) : null,
    };

    private string Redacted(string text) => (_redactor ??= redactor()).RedactOrWithhold(text, _counts);
}
