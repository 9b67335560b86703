namespace TrainForge.PackageTests.Infra;

/// <summary>
/// A small repository with copies of our rules, built once. Its projects are named for what is wrong with them; TrainForge.Low and
/// TrainForge.High are as they should be, and High lies on the very limit of lines.
/// </summary>
public sealed class RulesFixture : IDisposable
{
    private const string Low = "<ProjectReference Include=\"../TrainForge.Low/TrainForge.Low.csproj\" />";

    // Ordered after Low, then past it: what the compiler is given names no project.
    private const string HintPath = """
        <ProjectReference Include="../TrainForge.Low/TrainForge.Low.csproj" ReferenceOutputAssembly="false" />
        <Reference Include="TrainForge.Low" HintPath="$(ArtifactsPath)/bin/TrainForge.Low/debug/TrainForge.Low.dll" />
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tf rules ş-");

    public RulesFixture()
    {
        foreach (var file in new[] { "Directory.Build.targets", "version.json", "eng/Common.props", "eng/Packages.props", "src/Directory.Build.props" })
        {
            Write(file, File.ReadAllText(Repo.File(file)));
        }

        Project("Low", "<AllowedReferences />", "", lines: 10);
        Project("High", "<AllowedReferences>TrainForge.Low</AllowedReferences>", Low, lines: 400);
        Project("Reference", "<AllowedReferences />", Low, lines: 10);
        Project("HintPath", "<AllowedReferences />", HintPath, lines: 10);
        Project("Undeclared", "", "", lines: 10);
        Project("Long", "<AllowedReferences />", "", lines: 401);
        Write("All.slnx", $"<Solution>{string.Concat(Directory.GetFiles(_folder.FullName, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => $"<Project Path=\"{Path.GetRelativePath(_folder.FullName, p)}\" />"))}</Solution>");
        Build = DotNet.Run(_folder.FullName, "build", "All.slnx");
    }

    internal Ran Build { get; }

    internal bool WasBuilt(string name) => File.Exists(Path.Combine(_folder.FullName, "artifacts", "bin", $"TrainForge.{name}", "debug", $"TrainForge.{name}.dll"));

    public void Dispose() => _folder.Delete(recursive: true);

    private void Project(string name, string property, string items, int lines)
    {
        Write($"src/TrainForge.{name}/TrainForge.{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{property}</PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        Write($"src/TrainForge.{name}/Page.cs", $"namespace TrainForge.{name};\n\ninternal static class Page;\n" + string.Concat(Enumerable.Repeat("// one line\n", lines - 3)));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
