using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Hooks.VsTest;

/// <summary>What is kept of a result until the run is over.</summary>
/// <param name="Source">The test assembly's file.</param>
/// <param name="IsMSTest">It tells nobody that the tests are over, and the console ends its host soon after.</param>
/// <param name="Result">In our words, but for the target framework.</param>
internal sealed record HeardResult(string Source, bool IsMSTest, RunResult Result)
{
    public static HeardResult Of(TestResult result) => new(
        result.TestCase.Source,
        result.TestCase.ExecutorUri?.ToString().Contains("mstest", StringComparison.OrdinalIgnoreCase) == true,
        new RunResult
        {
            Assembly = Path.GetFileNameWithoutExtension(result.TestCase.Source),
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
        });
}
