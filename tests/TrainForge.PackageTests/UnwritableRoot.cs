using System.Text.RegularExpressions;

namespace TrainForge.PackageTests;

/// <summary>The root on a file system that refuses, under VSTest, which hides what test hosts say.</summary>
public sealed class UnwritableRoot : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly UserProject _project = new();

    public void Dispose()
    {
        _project.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Read_only_the_tests_pass_and_one_warning_is_seen()
    {
        using var disk = Mount.Memory(_folder.File("read only ş"), "64k");
        disk.MakeReadOnly();

        Assert.Contains("read-only", OneWarning(Path.Combine(disk.Folder, ".trainforge")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Full_the_tests_pass_and_one_warning_is_seen()
    {
        using var disk = Mount.Memory(_folder.File("full"), "8k");

        Assert.Contains("full", OneWarning(Path.Combine(disk.Folder, ".trainforge")), StringComparison.OrdinalIgnoreCase);
    }

    private string OneWarning(string root)
    {
        var run = _project.RunWith(new() { ["TRAINFORGE_ROOT"] = root, ["TMPDIR"] = _folder.Path }, "test");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Passed:     2", run.Output, StringComparison.Ordinal);
        var warnings = Regex.Matches(run.Output, @"(?:warning|error) TF\d{4}: .*").Select(m => m.Value).ToList();
        Assert.True(warnings.Count == 1 && warnings[0].StartsWith("warning TF5001: ", StringComparison.Ordinal), run.Output);
        Assert.Empty(Directory.GetFiles(_folder.Path, "trainforge-*"));
        return warnings[0];
    }
}
