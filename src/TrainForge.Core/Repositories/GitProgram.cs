using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TrainForge.Files;

namespace TrainForge.Repositories;

/// <summary>One question to git at a time, each with an end.</summary>
internal sealed class GitProgram(string program = "git", TimeSpan? patience = null)
{
    // Set where tests run inside one of git's own hooks: they name that repository, whatever folder is asked about.
    private static readonly string[] OfOneRepository =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_CONFIG"];

    private static readonly Dictionary<string, string> Quietly = new()
    {
        ["GIT_OPTIONAL_LOCKS"] = "0", // 'status' would write the index it refreshed, under the feet of whoever commits now
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_NO_LAZY_FETCH"] = "1",
        ["LC_ALL"] = "C",
    };

    private readonly TimeSpan _patience = patience ?? Patience;

    /// <summary>A machine at its limits may need longer, which tests of what git answers grant.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The lines of the answer; null when there is none, whatever the reason.</summary>
    public IReadOnlyList<string>? Ask(string folder, params string[] arguments)
    {
        try
        {
            return Answer(folder, arguments);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            // No such program, or it went while it was spoken to.
            return null;
        }
    }

    private List<string>? Answer(string folder, string[] arguments)
    {
        if (ProgramSearch.Find(program) is not { } file)
        {
            return null;
        }

        using var git = new Process { StartInfo = Start(file, folder, arguments) };
        using var whole = new ManualResetEventSlim();
        var lines = new List<string>();
        git.OutputDataReceived += (_, e) => Hear(e.Data);
        git.ErrorDataReceived += (_, _) => { };

        var clock = Stopwatch.StartNew();
        git.Start();
        git.StandardInput.Close();
        git.BeginOutputReadLine();
        git.BeginErrorReadLine();
        if (whole.Wait(_patience) && git.WaitForExit(Math.Max(1, (int)(_patience - clock.Elapsed).TotalMilliseconds)))
        {
            return git.ExitCode == 0 ? lines : null;
        }

        git.Kill(entireProcessTree: true);
        git.WaitForExit();
        return null;

        // The end of the output comes last, as null.
        void Hear(string? line)
        {
            if (line is null)
            {
                whole.Set();
            }
            else
            {
                lines.Add(line);
            }
        }
    }

    private static ProcessStartInfo Start(string file, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        Prepare(start.Environment);
        return start;
    }

    internal static void Prepare(IDictionary<string, string?> environment)
    {
        foreach (var name in OfOneRepository)
        {
            environment.Remove(name);
        }

        foreach (var (name, value) in Quietly)
        {
            environment[name] = value;
        }
    }
}
