using System.Text;

namespace TrainForge.Benchmarks;

/// <summary>
/// A suite of 1,000 tests that do nothing, as whole processes, with the package and without: what a project pays that calls no model. As
/// 'dotnet test' runs it, which is what people wait for, and the test program alone.
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
                <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
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
        foreach (var name in (string[])["with", "without"])
        {
            Child.Run(folder.Path, ["build", "-c", "Release", "--nologo", "-v", "q", .. Settings(name)]);
        }

        return new Contest(
            21,
            [
                new Contender("dotnet test without", "", 0, () => Test("without")),
                new Contender("dotnet test with", "", 0, () => Test("with")),
                new Contender("the program without", "", 0, () => Program("without")),
                new Contender("the program with", "", 0, () => Program("with"), Against: "the program without"),
            ],
            folder,
            OfChildren: true);

        void Test(string name) => Child.Run(folder.Path, ["test", "--no-build", "-c", "Release", "--nologo", .. Settings(name)]);

        void Program(string name) => Child.Run(folder.Path, Path.Combine(folder.Path, "bin", name, "Trivial.Tests.dll"));
    }

    private static string[] Settings(string name) =>
        [$"-p:TrainForgeEnabled={(name == "with" ? "true" : "false")}", $"-p:IntermediateOutputPath=obj/{name}/", $"-p:OutputPath=bin/{name}/", "-p:AppendTargetFrameworkToOutputPath=false"];

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

    // bin/TrainForge.Benchmarks/<configuration> lies beside stage/<configuration>.
    private static string Stage()
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var stage = Path.Combine(here.Parent!.Parent!.Parent!.FullName, "stage", here.Name, "TrainForge.Build") + Path.DirectorySeparatorChar;
        return Directory.Exists(stage) ? stage : throw new InvalidOperationException($"There is no package tree at '{stage}'. Build src/TrainForge.Build in the same configuration first.");
    }
}
