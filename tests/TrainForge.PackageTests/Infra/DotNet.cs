using System.Diagnostics;
using System.Text;

namespace TrainForge.PackageTests.Infra;

internal sealed record Ran(int ExitCode, string Output)
{
    public string Lines(string containing) => string.Join('\n', Output.Split('\n').Where(line => line.Contains(containing, StringComparison.Ordinal)));
}

/// <summary>Runs the dotnet command as a user would: without what CI, a test host or an outer build put into the environment.</summary>
internal static class DotNet
{
    private static readonly string[] Strange =
        ["CI", "GITHUB_", "TF_BUILD", "TRAINFORGE_", "MSBUILD", "VSTEST", "TESTINGPLATFORM_", "MicrosoftInstrumentation", "CORECLR_", "COR_", "DOTNET_STARTUP_HOOKS", "IncludeFailingSamples", "TrainForgeSlow", "TrainForgeReadyToRun", "Version", "Configuration"];

    public static Ran Run(string folder, params string[] arguments) => RunWith(folder, [], arguments);

    public static Ran RunWith(string folder, Dictionary<string, string> environment, params string[] arguments) =>
        RunProgram("dotnet", folder, environment, arguments);

    /// <summary>Another program in the same cleaned environment.</summary>
    public static Ran RunProgram(string program, string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(program, folder, environment, arguments);
        var output = new StringBuilder();
        var gate = new Lock();
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(8)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end:\n{output}");
        }

        process.WaitForExit();
        return new Ran(process.ExitCode, output.ToString());

        // Null is the end of one of the two, which may come before the other's first line.
        void Keep(string? line)
        {
            lock (gate)
            {
                output.Append(line is null ? "" : line + '\n');
            }
        }
    }

    private static Process Start(string program, string folder, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        Clean(start);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Process { StartInfo = start };
    }

    /// <summary>For whoever starts a process by himself.</summary>
    public static void Clean(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => Strange.Any(s => s.EndsWith('_') ? name.StartsWith(s, StringComparison.OrdinalIgnoreCase) : name.Equals(s, StringComparison.OrdinalIgnoreCase) || (s is "MSBUILD" or "VSTEST" && name.StartsWith(s, StringComparison.OrdinalIgnoreCase)))).ToArray())
        {
            start.Environment.Remove(name);
        }

        // No process of this run outlives it, and none of another run answers for it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["NO_COLOR"] = "1";
    }
}
