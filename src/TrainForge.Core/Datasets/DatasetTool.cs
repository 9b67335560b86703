using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Datasets;

/// <summary>Builds a dataset; a seam for tests of the protocol.</summary>
internal delegate ToolOutput DatasetBuild(RuntimeSettings settings, CancellationToken cancel);

/// <summary>How the tool ended: its last line for people, and its errors and warnings in the form MSBuild recognises.</summary>
internal sealed record ToolOutput(int ExitCode, string? Summary, IReadOnlyList<string> Problems)
{
    /// <summary>What it said of the reports.</summary>
    public string? Reports { get; init; }
}

/// <summary>Starts 'trainforge dataset build' as a process of its own, never through a shell.</summary>
internal static class DatasetTool
{
    // What a test run puts into its children's environment and what must not follow into ours: profilers of coverage
    // tools, start-up hooks, and runtime settings made for the test host.
    private static readonly string[] NotForChildren =
    [
        "CORECLR_ENABLE_PROFILING", "CORECLR_PROFILER", "COR_ENABLE_PROFILING", "COR_PROFILER",
        "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "DOTNET_gcServer", "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath",
    ];

    public static ToolOutput Build(RuntimeSettings settings, CancellationToken cancel)
    {
        if (!File.Exists(settings.Tool))
        {
            throw new TrainForgeException(Rules.ToolMissing.Here(settings.Tool ?? ""));
        }

        using var process = new Process { StartInfo = Start(settings) };
        var output = new Lines();
        var errors = new Lines();
        process.OutputDataReceived += (_, e) => output.Add(e.Data);
        process.ErrorDataReceived += (_, e) => errors.Add(e.Data);

        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancel.Register(() => process.Kill(entireProcessTree: true)))
        {
            process.WaitForExit();
        }

        cancel.ThrowIfCancellationRequested();
        return new ToolOutput(process.ExitCode, output.Last, errors.All)
        {
            Reports = output.All.FirstOrDefault(line => line.StartsWith(BuildReply.ReportsPrefix, StringComparison.Ordinal))?[BuildReply.ReportsPrefix.Length..],
        };
    }

    internal static IReadOnlyList<string> Arguments(RuntimeSettings settings) =>
    [
        settings.Tool!, "dataset", "build", "--reports", "--reads", new RequestFolder(settings).WatchFile, "--root", settings.Root,
        .. settings.Dataset is { } name ? new[] { "--name", name } : [],
        .. settings.Config is { } config ? new[] { "--config", config } : [],
    ];

    private static ProcessStartInfo Start(RuntimeSettings settings)
    {
        var start = new ProcessStartInfo(Host(), Arguments(settings))
        {
            WorkingDirectory = Directory.Exists(settings.Project) ? settings.Project : Path.GetDirectoryName(settings.Root)!,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        foreach (var name in NotForChildren)
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    // The host that started this process, so that tool and tests run on one installation; PATH may know another, or none.
    private static string Host()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host
            : File.Exists(beside) ? beside
            : name;
    }

    // Two streams arrive on two threads; each has its own lines, and a stream's end arrives as null.
    private sealed class Lines
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> All => _lines;

        public string? Last => _lines.Count == 0 ? null : _lines[^1];

        public void Add(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                _lines.Add(line);
            }
        }
    }
}
