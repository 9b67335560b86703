namespace TrainForge.PackageTests.Frameworks;

/// <summary>How a user starts his tests.</summary>
internal abstract record Runner
{
    protected const string CrashFilter = "FullyQualifiedName~Crashes";

    /// <summary>Arguments of the dotnet command that runs all tests of what is built, with results as detailed as the host has them.</summary>
    public abstract string[] All(UserProject project, string results);

    /// <summary>The same for the one test that ends the process.</summary>
    public abstract string[] Crash(UserProject project);

    /// <summary>Which lines of the output are results, where the host writes no file.</summary>
    public virtual bool IsResult(string line) =>
        line.StartsWith("passed ", StringComparison.Ordinal) || line.StartsWith("failed ", StringComparison.Ordinal) || line.StartsWith("skipped ", StringComparison.Ordinal);

    protected static string Assembly(UserProject project) =>
        Directory.GetFiles(Path.Combine(project.Folder, "bin"), $"{project.Name}.dll", SearchOption.AllDirectories).Single();
}

/// <summary>'dotnet test' with the test console, as without a word in global.json.</summary>
internal sealed record TestConsole : Runner
{
    public override string[] All(UserProject project, string results) =>
        ["test", "--no-build", "--logger", $"trx;LogFileName={Path.GetFileName(results)}", "--results-directory", Path.GetDirectoryName(results)!];

    public override string[] Crash(UserProject project) => ["test", "--no-build", "--filter", CrashFilter];
}

/// <summary>'dotnet test' with the testing platform. Only xunit brings a writer of result files along.</summary>
internal sealed record Platform(bool IsXunit = false) : Runner
{
    public override string[] All(UserProject project, string results) =>
        ["test", "--no-build", "--output", "Detailed", .. IsXunit ? ["--report-xunit-trx", "--report-xunit-trx-filename", Path.GetFileName(results), "--results-directory", Path.GetDirectoryName(results)!] : Array.Empty<string>()];

    public override string[] Crash(UserProject project) => ["test", "--no-build", .. IsXunit ? ["--filter-method", "*Crashes"] : new[] { "--filter", CrashFilter }];
}

/// <summary>The test assembly as a program, with xunit's own runner or the testing platform in it.</summary>
internal sealed record Executable(bool IsXunit = false) : Runner
{
    public override string[] All(UserProject project, string results) =>
        [Assembly(project), .. IsXunit ? ["-trx", results, "-noColor"] : new[] { "--output", "Detailed" }];

    public override string[] Crash(UserProject project) => [Assembly(project), .. IsXunit ? ["-method", "*Crashes"] : new[] { "--filter", CrashFilter }];
}
