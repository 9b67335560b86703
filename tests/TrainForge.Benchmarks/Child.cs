using System.Diagnostics;

namespace TrainForge.Benchmarks;

/// <summary>A dotnet command as a process of its own, measured or needed to prepare; what it says is shown only when it fails.</summary>
internal static class Child
{
    public static void Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} gave {process.ExitCode}:\n{output}{error.GetAwaiter().GetResult()}");
        }
    }
}
