using System.Runtime.InteropServices;

namespace TrainForge.Benchmarks;

/// <summary>
/// Processor time of all processes that were started and waited for, down to the last grandchild: on a shared machine the clock
/// measures the neighbours. By the clock on Windows, which does not count it.
/// </summary>
internal static partial class ChildrenTime
{
    private const int Children = -1;

    public static double Of(Action run)
    {
        if (OperatingSystem.IsWindows())
        {
            return Report.WallTime(run);
        }

        var before = Seconds();
        run();
        return Seconds() - before;
    }

    // Two times of seconds and microseconds, then fourteen counts, all as wide as a pointer.
    private static double Seconds()
    {
        Span<nint> usage = stackalloc nint[18];
        if (GetUsage(Children, ref MemoryMarshal.GetReference(usage)) != 0)
        {
            throw new InvalidOperationException("The system does not say what children used.");
        }

        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref nint usage);
}
