using System.Text.RegularExpressions;

namespace TrainForge.PackageTests;

public sealed class ReadOnlyRoot : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    // A file where the folder should be refuses everyone, root included, on every system.
    [Fact]
    public void Tests_pass_and_one_warning_says_what_to_do()
    {
        File.WriteAllText(Path.Combine(_project.Folder, ".trainforge"), "not a folder");

        var run = _project.Test();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Passed:     2", run.Output, StringComparison.Ordinal);
        var warnings = Regex.Matches(run.Output, @"(?:warning|error) TF\d{4}: .*").Select(m => m.Value).ToList();
        Assert.True(warnings.Count == 1, run.Output);
        Assert.Equal("not a folder", File.ReadAllText(Path.Combine(_project.Folder, ".trainforge")));
    }
}
