using System.Collections.Concurrent;
using System.Text;
using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>
/// How a test process reaches the people behind a test console. Consoles hide what their hosts write to the error stream, and the
/// root's own notes cannot be written when it is the root that is at fault: so the console names a file among the temporary ones,
/// which its hosts append to, and tells what is in it when the run is over.
/// </summary>
public static class RunNotes
{
    private const string Variable = "TRAINFORGE_RUN_NOTES";

    private static readonly ConcurrentQueue<string> InProcess = new();

    /// <summary>From now on the processes this one starts write there; it takes what they wrote with <see cref="Take"/>.</summary>
    public static string Announce(string run)
    {
        var file = Path.Combine(Path.GetTempPath(), $"trainforge-{run}-{Guid.NewGuid():N}.notes");
        Environment.SetEnvironmentVariable(Variable, file);
        return file;
    }

    /// <summary>Null in a process whose error stream is seen, as far as anybody said.</summary>
    public static string? Announced => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? file : null;

    public static void Append(string file, string line)
    {
        using var notes = LineAppender.Open(file);
        notes.Append(Encoding.UTF8.GetBytes(line.ReplaceLineEndings(" ")));
    }

    /// <summary>For the testing platform, which runs in the process of the tests and may keep its error stream to itself.</summary>
    public static void Keep(string line) => InProcess.Enqueue(line.ReplaceLineEndings(" "));

    /// <summary>What this process had to say so far.</summary>
    public static IReadOnlyList<string> Kept => [.. InProcess.Distinct(StringComparer.Ordinal)];

    /// <summary>Each line once, and the file gone. Empty when nobody had anything to say.</summary>
    public static IReadOnlyList<string> Take(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        var lines = File.ReadAllLines(file).Distinct(StringComparer.Ordinal).ToList();
        File.Delete(file);
        File.Delete(file + LineAppender.LockSuffix);
        return lines;
    }
}
