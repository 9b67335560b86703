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
        var folder = new ScratchFolder();
        File.WriteAllText(Path.Combine(folder.Path, "hello.csproj"), Project);
        File.WriteAllText(Path.Combine(folder.Path, "Program.cs"), "System.Console.WriteLine(\"hello\");");
        Child.Run(folder.Path, "build", "-c", "Release", "-o", Path.Combine(folder.Path, "out"), "--nologo", "-v", "q");

        var tool = Path.Combine(AppContext.BaseDirectory, "trainforge.dll");
        return new Contest(
            15,
            [
                new Contender("empty program", "", 0, () => Child.Run(folder.Path, Path.Combine(folder.Path, "out", "hello.dll"))),
                new Contender("trainforge --version", "", 0, () => Child.Run(folder.Path, tool, "--version")),
            ],
            folder);
    }
}
