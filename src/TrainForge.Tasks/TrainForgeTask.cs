using System.Diagnostics.CodeAnalysis;
using Microsoft.Build.Framework;
using TrainForge.Diagnostics;
using Task = Microsoft.Build.Utilities.Task;

namespace TrainForge.Tasks;

/// <summary>
/// The one place where a failure becomes a build error. Tasks derive from this, do their work in <see cref="Run"/>, and neither
/// catch nor log errors themselves.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Never disposed: Cancel may arrive after Execute returns, and there is no timer or handle to release.")]
public abstract class TrainForgeTask : Task, IMultiThreadableTask, ICancelableTask
{
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>Set by MSBuild. The process has no current directory we may rely on: resolve through this.</summary>
    public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;

    public void Cancel() => _cancel.Cancel();

    public sealed override bool Execute()
    {
        try
        {
            Run(_cancel.Token);
        }
        catch (TrainForgeException e)
        {
            Log.Report(e.Diagnostic);
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            return false;
        }

        // No catch-all: MSBuild reports an escaped exception as MSB4018 with its stack, which is what a defect deserves.
        return !Log.HasLoggedErrors;
    }

    protected abstract void Run(CancellationToken cancel);

    protected string FullPath(string path) => TaskEnvironment.GetAbsolutePath(path);
}
