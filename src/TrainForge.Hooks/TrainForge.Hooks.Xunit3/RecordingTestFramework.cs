using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace TrainForge.Hooks.Xunit3;

/// <summary>
/// xunit's own framework with an ear at its messages: a failure in Dispose is told in no other way to what runs in the process.
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
        public override async ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions, CancellationToken cancellationToken)
        {
            await base.RunTestCases(testCases, new ResultSink(executionMessageSink), executionOptions, cancellationToken).ConfigureAwait(false);

            // All messages were delivered: what the dataset is built from is whole.
            await Task.Run(() => HookEdge.Guard(Tests.Host, Tests.FinishAssembly), CancellationToken.None).ConfigureAwait(false);
        }
    }
}
