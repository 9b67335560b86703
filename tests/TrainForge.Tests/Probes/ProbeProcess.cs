using System.Diagnostics;

namespace TrainForge.Tests.Probes;

/// <summary>This test program again, as a child process running one probe. Killed with its owner, if it has not ended by then.</summary>
internal sealed class ProbeProcess : IDisposable
{
    public const string Switch = "--probe";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ProbeProcess(Process process) => _process = process;

    public static ProbeProcess Start(string probe, params string[] args) => Start(probe, [], args);

    public static ProbeProcess Start(string probe, Dictionary<string, string> environment, params string[] args)
    {
        // The assembly through dotnet: the test host may be another program than ours.
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ProbeProcess).Assembly.Location, Switch, probe, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ProbeProcess(Process.Start(start)!);
    }

    public int Id => _process.Id;

    /// <summary>Waits until the probe prints a line: it is past its start and at work.</summary>
    public string? ReadLine()
    {
        var line = _process.StandardOutput.ReadLine();
        if (line is not null)
        {
            _lines.Add(line);
        }

        return line;
    }

    /// <summary>After its end: all it printed, whole lines only.</summary>
    public IReadOnlyList<string> AllLines()
    {
        var rest = _process.StandardOutput.ReadToEnd().Split('\n');
        return [.. _lines, .. rest[..^1]];
    }

    /// <summary>SIGKILL, or its like: the process gets no chance to tidy up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Lets it go on for so long, and says whether it has ended by itself.</summary>
    public bool EndsWithin(TimeSpan time) => _process.WaitForExit(time);

    public int WaitForEnd()
    {
        Assert.True(_process.WaitForExit(Patience), "The probe did not end.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
