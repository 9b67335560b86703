using TrainForge.Conversations;
using TrainForge.Repositories;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// On which commit the tests of this process run. Asked once, when there is a first stash to say it in, and on a thread of its own: no
/// test waits for git, and a suite that calls no model starts none.
/// </summary>
/// <param name="learnt">For what was written before the answer came.</param>
internal sealed class RunGit(CaptureHost host, Action<GitContext> learnt)
{
    // The end of a run may wait so long for an answer that is usually there.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private volatile GitContext? _known;
    private Thread? _asking;
    private int _waited;

    public GitContext? Known => _known;

    public bool IsAsked => _asking is not null;

    public void Ask()
    {
        lock (_gate)
        {
            if (host.Settings.Project is not { } project || _asking is not null)
            {
                return;
            }

            // In the background: a process must not stay for it.
            _asking = new Thread(() => host.Trouble.Guard("asking git", () => Read(project))) { IsBackground = true, Name = "TrainForge git" };
            _asking.Start();
        }
    }

    /// <summary>Once: the end of the tests is told by their framework, by the platform and by the process.</summary>
    public void Wait()
    {
        if (Interlocked.Exchange(ref _waited, 1) == 0)
        {
            _asking?.Join(Patience);
        }
    }

    private void Read(string project)
    {
        if (GitReader.ReadWithState(project)?.Context is not { } git)
        {
            return;
        }

        _known = RunCommit.Redacted(git, host.Redactor);
        learnt(_known);
    }
}
