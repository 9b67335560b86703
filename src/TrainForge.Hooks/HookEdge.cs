using TrainForge.Datasets;
using TrainForge.Diagnostics;

namespace TrainForge.Hooks;

/// <summary>
/// Compiled into every hook. Nothing that happens behind this edge reaches a user's test run: it is caught, and told once. Lines
/// go to stderr because stdout of a test process may be a protocol.
/// </summary>
internal static class HookEdge
{
    private static int _failures;

    public static void Guard(string host, Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // the edge of a hook
        catch (Exception e)
#pragma warning restore CA1031
        {
            Tell(host, e);
        }
    }

    /// <summary>For edges that are passed with every test, which catch by themselves: a closure each time would be felt.</summary>
    public static void Tell(string host, Exception e)
    {
        if (Interlocked.Increment(ref _failures) == 1)
        {
            Tell(Console.Error, [Rules.HookFailed.Here(host, e.Message).ToString()]);
        }
    }

    public static void Tell(TextWriter output, BuildReply reply) => Tell(output, reply.Lines);

    public static void Tell(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }
}
