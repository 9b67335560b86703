using System.Diagnostics;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Tests.Infra;
using TrainForge.Tests.Probes;

namespace TrainForge.Tests.Core.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Gate => _folder.File("cache", "gate.lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_holds_it_and_the_next_gets_it_after()
    {
        using (var mine = FileLock.TryAcquire(Gate))
        {
            Assert.NotNull(mine);
            Assert.Null(FileLock.TryAcquire(Gate));
            Assert.StartsWith($"process {Environment.ProcessId} (", FileLock.HolderOf(Gate), StringComparison.Ordinal);
        }

        Assert.Null(FileLock.HolderOf(Gate));
        using var next = FileLock.TryAcquire(Gate);
        Assert.NotNull(next);
    }

    [Fact]
    public void Waiting_ends_with_the_holder_named_or_when_cancelled()
    {
        using var held = FileLock.TryAcquire(Gate);
        using var cancel = new CancellationTokenSource();
        var started = Stopwatch.StartNew();

        var e = Assert.Throws<TrainForgeException>(() => FileLock.Acquire(Gate, TimeSpan.FromMilliseconds(40), CancellationToken.None));
        cancel.CancelAfter(20);
        Assert.ThrowsAny<OperationCanceledException>(() => FileLock.Acquire(Gate, TimeSpan.FromMinutes(5), cancel.Token));

        Assert.Equal("TF3003", e.Diagnostic.Rule.Code);
        Assert.Contains($"held by process {Environment.ProcessId} (", e.Message, StringComparison.Ordinal);
        Assert.Contains("within 0.04 seconds", e.Message, StringComparison.Ordinal);
        Assert.True(started.Elapsed < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void The_system_frees_it_when_its_holder_is_killed()
    {
        using var holder = ProbeProcess.Start("hold-lock", Gate);
        Assert.Equal("held", holder.ReadLine());
        Assert.Null(FileLock.TryAcquire(Gate));
        Assert.StartsWith($"process {holder.Id} (", FileLock.HolderOf(Gate), StringComparison.Ordinal);

        holder.Kill();

        Assert.Null(FileLock.HolderOf(Gate));
        using var mine = FileLock.TryAcquire(Gate);
        Assert.NotNull(mine);
    }

    [Fact]
    public void Sixteen_processes_count_exactly()
    {
        var counter = _folder.File("counter");
        var turns = Sampling.Count(5, 200);
        var processes = Enumerable.Range(0, 16).Select(_ => ProbeProcess.Start("count-under-lock", Gate, counter, $"{turns}")).ToList();

        Assert.All(processes, p => Assert.Equal(0, p.WaitForEnd()));

        processes.ForEach(p => p.Dispose());
        Assert.Equal($"{16 * turns}", File.ReadAllText(counter));
    }

    [Fact]
    public void A_fault_is_never_taken_for_a_lock_that_is_held()
    {
        Directory.CreateDirectory(Gate);

        Assert.Equal("TF3001", Assert.Throws<TrainForgeException>(() => FileLock.TryAcquire(Gate)).Diagnostic.Rule.Code);
    }

    [Fact]
    public void Where_locks_are_turned_off_nothing_goes_on_unlocked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot turn its locks off.");
        using var probe = ProbeProcess.Start("hold-lock", new Dictionary<string, string> { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" }, Gate);

        Assert.Equal("TF3004", probe.ReadLine());
        Assert.Equal(1, probe.WaitForEnd());
    }
}
