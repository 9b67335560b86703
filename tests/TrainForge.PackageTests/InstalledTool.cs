using System.Runtime.InteropServices;
using System.Text.Json;

namespace TrainForge.PackageTests;

public sealed class InstalledTool(InstalledToolFixture tool) : IClassFixture<InstalledToolFixture>
{
    [Fact]
    public void Tells_its_version_and_explains_without_a_project()
    {
        var version = tool.Run("--version");
        var explained = tool.Run("explain", "TF1001");

        Assert.True(version.ExitCode == 0, version.Output);
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
        Assert.True(explained.ExitCode == 0, explained.Output);
        Assert.Contains("TF1001", explained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_a_configuration_and_works_by_it()
    {
        var made = tool.Run("init");
        var again = tool.Run("doctor");
        var list = tool.Run("dataset", "list", "--json");

        Assert.True(made.ExitCode == 0, made.Output);
        Assert.True(File.Exists(Path.Combine(tool.Work, "trainforge.yaml")), made.Output);
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains("trainforge.yaml", again.Lines("configuration"), StringComparison.Ordinal);
        Assert.True(list.ExitCode == 0, list.Output);
        using var json = JsonDocument.Parse(list.Output);
    }

    // The catalog needs the native library of this platform: the one thing that packing can lose without the compiler noticing.
    [Fact]
    public void Takes_the_variant_of_this_platform_and_brings_its_native_library()
    {
        Assert.SkipUnless(Feed.HasVariants, "This build made no variants; build with -p:TrainForgeSlow=true.");
        var variant = RuntimeInformation.RuntimeIdentifier is "linux-x64" or "win-x64" ? RuntimeInformation.RuntimeIdentifier : "any";

        var doctor = tool.Run("doctor");

        Assert.Contains($"tools{Path.DirectorySeparatorChar}net10.0{Path.DirectorySeparatorChar}{variant}", doctor.Lines("tool"), StringComparison.Ordinal);
        Assert.Matches("e_sqlite3", string.Join('\n', Directory.GetFiles(Folder(doctor), "*e_sqlite3*", SearchOption.AllDirectories).Select(Path.GetFileName)));
    }

    private static string Folder(Ran doctor)
    {
        var line = doctor.Lines("trainforge ").Split('\n')[0];
        return line[(line.IndexOf(" in ", StringComparison.Ordinal) + 4)..].Trim();
    }
}
