using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// xunit's own framework with an ear at its messages: a failure in Dispose is told in no other way to what runs in the process. What xunit
/// says of our attribute around each test goes no further: written as JSON for another process, it would cost more than the tests.
/// </summary>
public sealed class RecordingTestFramework : XunitTestFramework
{
    private readonly string? _configuration;

    public RecordingTestFramework()
    {
    }

    public RecordingTestFramework(string? configFileName)
        : base(configFileName) => _configuration = configFileName;

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new Executor(new XunitTestAssembly(assembly, _configuration, assembly.GetName().Version));

    private sealed class Executor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
    {
        public override ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions, CancellationToken cancellationToken)
        {
            var ear = FrameworkChoice.IsEndOfRunTaken ? null : new ResultEar();
            var run = base.RunTestCases(testCases, new RunSink(executionMessageSink, ear), executionOptions, cancellationToken);

            // When all messages were delivered, what the dataset is built from is whole. Not with 'await': it would compile eight methods for us alone.
            return ear is null ? run : new ValueTask(run.AsTask().ContinueWith(ear.Finish, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap());
        }
    }
}
