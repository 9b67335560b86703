using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestHost;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Hooks.Mtp;

/// <summary>
/// Writes down what the platform is told of each test, as it is told: when the process dies, what came before is there. The platform
/// calls on a thread of its own, one message after the other, and waits for the last before the session ends.
/// </summary>
internal sealed class ResultListener(RunResultLog log, string assembly, string? framework) : IDataConsumer
{
    public string Uid => "TrainForge.Results";

    public string Version => SessionEnd.OwnVersion;

    public string DisplayName => "TrainForge";

    public string Description => "Notes how each test ended.";

    public Type[] DataTypesConsumed => [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task ConsumeAsync(IDataProducer dataProducer, IData value, CancellationToken cancellationToken)
    {
        HookEdge.Guard(SessionEnd.Host, () =>
        {
            if (value is TestNodeUpdateMessage { TestNode: var test } && Read(test) is { } result)
            {
                log.Add(result);
            }
        });
        return Task.CompletedTask;
    }

    // Null while a test is discovered or runs.
    private RunResult? Read(TestNode test)
    {
        var (outcome, error) = test.Properties.SingleOrDefault<TestNodeStateProperty>() switch
        {
            PassedTestNodeStateProperty => (Outcome.Passed, null),
            SkippedTestNodeStateProperty => (Outcome.Skipped, null),
            FailedTestNodeStateProperty failed => (Outcome.Failed, failed.Explanation ?? failed.Exception?.Message),
            ErrorTestNodeStateProperty failed => (Outcome.Failed, failed.Explanation ?? failed.Exception?.Message),
            TimeoutTestNodeStateProperty late => (Outcome.TimedOut, late.Explanation ?? late.Exception?.Message),
            _ => (Outcome.None, (string?)null),
        };
        return outcome == Outcome.None ? null : new RunResult
        {
            Assembly = assembly,
            TargetFramework = framework,
            TestId = test.Uid.Value,
            FullyQualifiedName = FullName(test),
            DisplayName = test.DisplayName,
            Outcome = outcome,
            DurationSeconds = test.Properties.SingleOrDefault<TimingProperty>()?.GlobalTiming.Duration.TotalSeconds ?? 0,
            Error = error,
        };
    }

    // As the test console has it: the method's, but NUnit's own full name, with the arguments in it, which is its uid here.
    private static string FullName(TestNode test)
    {
        if (test.Properties.SingleOrDefault<TestMethodIdentifierProperty>() is not { } method)
        {
            return test.Uid.Value;
        }

        var type = method.Namespace is { Length: > 0 } space ? $"{space}.{method.TypeName}" : method.TypeName;
        return test.Uid.Value.StartsWith($"{type}.", StringComparison.Ordinal) ? test.Uid.Value : $"{type}.{method.MethodName}";
    }
}
