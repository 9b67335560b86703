using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using TrainForge.Conversations;
using TrainForge.Files;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Hooks.VsTest;

/// <summary>
/// Lays what the console was told of each test beside the stashes of the run. Only where there are any: a suite that calls no
/// model leaves no folders.
/// </summary>
internal static class ResultFile
{
    private const int MaxErrorChars = 20_000;

    public static void Write(string run, IEnumerable<TestResult> results)
    {
        var counts = new RedactionCounts();
        foreach (var assembly in results.GroupBy(r => r.TestCase.Source, StringComparer.Ordinal))
        {
            if (RuntimeConfiguration.Read(assembly.Key) is not { Enabled: true } settings
                || Path.Combine(settings.Root, "stashes", run) is not { } folder
                || !Directory.Exists(folder))
            {
                continue;
            }

            // The same words as in the test's process, or the names of a test that redaction changed would not be found again.
            var redactor = RunRedactor.For(settings.Root, settings.Redaction);
            var framework = RuntimeConfiguration.TargetFramework(assembly.Key);
            using var file = LineAppender.OpenSole(Path.Combine(folder, StashPaths.Results));
            foreach (var result in assembly)
            {
                file.Append(StashJson.ToLine(Line(result, framework, text => redactor.RedactOrWithhold(text, counts))));
            }
        }
    }

    private static RunResult Line(TestResult result, string? framework, Func<string, string> redact) => new()
    {
        Assembly = Path.GetFileNameWithoutExtension(result.TestCase.Source),
        TargetFramework = framework,
        TestId = result.TestCase.Id.ToString(),
        FullyQualifiedName = redact(result.TestCase.FullyQualifiedName),

        // A skipped test of MSTest has an empty name on its result.
        DisplayName = redact(result.DisplayName is { Length: > 0 } shown ? shown : result.TestCase.DisplayName),
        Outcome = result.Outcome switch
        {
            TestOutcome.Passed => Outcome.Passed,
            TestOutcome.Failed => Outcome.Failed,
            TestOutcome.Skipped => Outcome.Skipped,
            _ => Outcome.None,
        },
        DurationSeconds = result.Duration.TotalSeconds,
        Error = result.ErrorMessage is { Length: > 0 } error ? redact(error[..Math.Min(error.Length, MaxErrorChars)]) : null,
    };
}
