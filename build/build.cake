// Every target of this repository, for people and for CI alike. List them: ./build.sh --list
#load "paths.cake"
#load "version.cake"

var target = Argument("target", "Build");
var configuration = Argument("configuration", "Release");

#load "package.cake"
#load "forge.cake"

Task("Restore")
    .Description("Restores packages and tools.")
    .Does(() => DotNetRestore(Solution));

Task("Build")
    .Description("Builds everything; warnings are errors.")
    .IsDependentOn("Restore")
    .Does(() => DotNetBuild(Solution, new DotNetBuildSettings { NoRestore = true, Configuration = configuration }));

Task("Test")
    .Description("Runs the fast tests (what 'dotnet test TrainForge.Build.sln' runs).")
    .IsDependentOn("Build")
    .Does(() => DotNetTest(Solution, new DotNetTestSettings { NoBuild = true, Configuration = configuration }));

Task("PackageTests")
    .Description("Packs, makes users' projects and runs them, all but the nightly ones. Independent judges take part where they are installed.")
    .IsDependentOn("Build")
    .Does(() => DotNetTest(PackageTests, new DotNetTestSettings
    {
        Configuration = configuration,
        Filter = Argument("filter", "Category!=Nightly"),
        MSBuildSettings = new DotNetMSBuildSettings().WithProperty("TrainForgeSlow", "true"),
    }));

Task("Bench")
    .Description("Runs the benchmarks: --bench=<name> for one, all without. Figures are ratios within one run.")
    .IsDependentOn("Build")
    .Does(() => DotNetExecute(Artifact("bin/TrainForge.Benchmarks", "TrainForge.Benchmarks.dll"), Argument("bench", "all")));

Task("Nightly")
    .Description("The fast and the slow tests with their full counts (kills, fuzzing); takes an hour or more.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        foreach (var project in new[] { Solution, PackageTests })
        {
            DotNetTest(project, new DotNetTestSettings
            {
                Configuration = configuration,
                EnvironmentVariables = new Dictionary<string, string> { ["TRAINFORGE_FULL"] = "1" },
                MSBuildSettings = new DotNetMSBuildSettings().WithProperty("TrainForgeSlow", "true"),
            });
        }
    });

Task("Look")
    .Description("Prints what users see: help, an error, an explanation, the doctor. For a person to read.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        foreach (var line in new[] { "--help", "explain TF1001", "explain TF9999", "--bogus", "doctor" })
        {
            Information("\n$ trainforge {0}", line);
            StartProcess("dotnet", new ProcessSettings { Arguments = $"{Tool().Quote()} {line}" });
        }
    });

// Asked for a name that does not exist, Cake prints a stack; the list is more use.
if (!Tasks.Any(t => t.Name.Equals(target, StringComparison.OrdinalIgnoreCase)))
{
    throw new CakeException($"There is no target '{target}'. Targets: {string.Join(", ", Tasks.Select(t => t.Name))}.");
}

RunTarget(target);
