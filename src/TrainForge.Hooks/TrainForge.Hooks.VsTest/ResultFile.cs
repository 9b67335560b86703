using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using TrainForge.Conversations;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Hooks.VsTest;

/// <summary>What the console was told of each test, in our words.</summary>
internal static class ResultFile
{
    public static void Write(string run, IEnumerable<TestResult> results)
    {
        foreach (var assembly in results.GroupBy(r => r.TestCase.Source, StringComparer.Ordinal))
        {
            if (RuntimeConfiguration.Read(assembly.Key) is not { Enabled: true } settings)
            {
                continue;
            }

            // The tests are over: what is not there now does not come.
            var folder = Path.Combine(settings.Root, "stashes", run);
            if (!Directory.Exists(folder))
            {
                continue;
            }

            var framework = RuntimeConfiguration.TargetFramework(assembly.Key);
            var redactor = RunRedactor.For(settings.Root, settings.Redaction);
            var log = new RunResultLog(folder, () => redactor);
            foreach (var result in assembly)
            {
                log.Add(Line(result, framework));
            }

            UnendedStashes.Close(folder);
            if (assembly.Any(IsMSTest))
            {
                RunCommit.Fill(folder, settings.Project, redactor);
            }
        }
    }

    // It tells nobody that the tests are over, and the console ends its host soon after.
    private static bool IsMSTest(TestResult result) => result.TestCase.ExecutorUri?.ToString().Contains("mstest", StringComparison.OrdinalIgnoreCase) == true;

    private static RunResult Line(TestResult result, string? framework) => new()
    {
        Assembly = Path.GetFileNameWithoutExtension(result.TestCase.Source),
        TargetFramework = framework,
        TestId = result.TestCase.Id.ToString(),
        FullyQualifiedName = result.TestCase.FullyQualifiedName,

        // A skipped test of MSTest has an empty name on its result.
        DisplayName = result.DisplayName is { Length: > 0 } shown ? shown : result.TestCase.DisplayName,
        Outcome = result.Outcome switch
        {
            TestOutcome.Passed => Outcome.Passed,
            TestOutcome.Failed => Outcome.Failed,
            TestOutcome.Skipped => Outcome.Skipped,
            _ => Outcome.None,
        },
        DurationSeconds = result.Duration.TotalSeconds,
        Error = result.ErrorMessage,
    };
}
