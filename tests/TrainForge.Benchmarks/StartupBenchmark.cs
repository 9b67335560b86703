using System.Diagnostics;

namespace TrainForge.Benchmarks;

/// <summary>
/// What a user waits before the tool does anything, with all that a process costs. The empty program beside it is what no
/// .NET command can go below, on this machine and in this minute.
/// </summary>
internal static class StartupBenchmark
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """;

    public static Contest Prepare()
    {
        var folder = new Folder();
        File.WriteAllText(Path.Combine(folder.Path, "hello.csproj"), Project);
        File.WriteAllText(Path.Combine(folder.Path, "Program.cs"), "System.Console.WriteLine(\"hello\");");
        Run(folder.Path, "build", "-c", "Release", "-o", Path.Combine(folder.Path, "out"), "--nologo", "-v", "q");

        var tool = Path.Combine(AppContext.BaseDirectory, "trainforge.dll");
        return new Contest(
            15,
            [
                new Contender("empty program", "", 0, () => Run(folder.Path, Path.Combine(folder.Path, "out", "hello.dll"))),
                new Contender("trainforge --version", "", 0, () => Run(folder.Path, tool, "--version")),
            ],
            folder);
    }

    private static void Run(string folder, params string[] arguments)
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

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("tf-startup-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
