using System.Reflection;
using TrainForge.Capture.Hosting;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TrainForge.Hooks.Xunit2;

/// <summary>
/// xunit 2 tells rows of a theory apart, outcomes and times only in its messages, so the hook listens to those: the framework is
/// xunit's own with a message bus around its bus.
/// </summary>
public sealed class RecordingTestFramework : XunitTestFramework
{
    public RecordingTestFramework(IMessageSink messageSink)
        : base(messageSink)
    {
        IsChosen = true;
        HookEdge.Guard(Tests.Host, StashHost.Prepare);
    }

    /// <summary>Whether this framework runs the tests of the process, so that no other hook need.</summary>
    internal static bool IsChosen { get; private set; }

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider source, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, source, diagnostics)
    {
        // 'async void' is the signature that xunit calls, and it waits for the assembly's last message.
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync().ConfigureAwait(false);
        }
    }

    private sealed class Runner(ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink messages, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, messages, options)
    {
        protected override IMessageBus CreateMessageBus() => new RecordingBus(base.CreateMessageBus());
    }
}
