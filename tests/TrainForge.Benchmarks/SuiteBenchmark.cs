using System.Text;

namespace TrainForge.Benchmarks;

/// <summary>
/// A suite of 1,000 tests that do nothing, as whole processes, with the package and without: what a project pays that calls no model.
/// The package comes from the staged tree beside this program's build, so build TrainForge.Build in the same configuration first.
/// </summary>
internal static class SuiteBenchmark
{
    private const int Classes = 20;
    private const int TestsEach = 50;

    public static Contest Prepare()
    {
        var folder = new ScratchFolder();
        var stage = Stage();
        File.WriteAllText(Path.Combine(folder.Path, "Trivial.Tests.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <IsTestProject>true</IsTestProject>
                <TrainForgeDatasetOnBuild>false</TrainForgeDatasetOnBuild>
                <_TrainForgePackageFolder>{stage}</_TrainForgePackageFolder>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit.v3" Version="3.2.2" />
                <PackageReference Include="Microsoft.Extensions.AI.Abstractions" Version="9.5.0" />
              </ItemGroup>
              <ItemGroup Condition="'$(TrainForgeEnabled)' != 'false'">
                <Reference Include="{stage}lib/net8.0/*.dll" />
              </ItemGroup>
              <Import Project="{stage}build/TrainForge.Build.props" />
              <Import Project="{stage}build/TrainForge.Build.targets" />
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder.Path, "Tests.cs"), Tests());
        var (with, without) = (Build(folder.Path, "with", enabled: true), Build(folder.Path, "without", enabled: false));
        return new Contest(
            21,
            [
                new Contender("1,000 tests without", "", 0, () => Child.Run(folder.Path, without)),
                new Contender("1,000 tests with", "", 0, () => Child.Run(folder.Path, with)),
            ],
            folder);
    }

    private static string Tests()
    {
        var text = new StringBuilder();
        for (var c = 0; c < Classes; c++)
        {
            text.Append("public class T").Append(c).AppendLine(" {");
            for (var t = 0; t < TestsEach; t++)
            {
                text.Append("    [Xunit.Fact] public void Adds_").Append(t).Append("() => Xunit.Assert.Equal(").Append(t + c).Append(", ").Append(t).Append(" + ").Append(c).AppendLine(");");
            }

            text.AppendLine("}");
        }

        return text.ToString();
    }

    private static string Build(string folder, string name, bool enabled)
    {
        var output = Path.Combine(folder, name);
        Child.Run(folder, "build", "-c", "Release", "-o", output, "--nologo", "-v", "q", $"-p:TrainForgeEnabled={(enabled ? "true" : "false")}", $"-p:IntermediateOutputPath=obj/{name}/");
        return Path.Combine(output, "Trivial.Tests.dll");
    }

    // bin/TrainForge.Benchmarks/<configuration> lies beside stage/<configuration>.
    private static string Stage()
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var stage = Path.Combine(here.Parent!.Parent!.Parent!.FullName, "stage", here.Name, "TrainForge.Build") + Path.DirectorySeparatorChar;
        return Directory.Exists(stage) ? stage : throw new InvalidOperationException($"There is no package tree at '{stage}'. Build src/TrainForge.Build in the same configuration first.");
    }
}
