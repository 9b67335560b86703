using System.Text.RegularExpressions;

namespace TrainForge.PackageTests;

/// <summary>What trainforge.yaml says about recording holds in the test process, which reads no YAML.</summary>
public sealed class ConfiguredRecording : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Limits_and_secrets_of_the_file_hold_and_a_change_is_noticed()
    {
        Directory.CreateDirectory(Path.Combine(_project.Folder, "con fig"));
        _project.Write("trainforge.yaml", "capture:\n  max_text_bytes: 1024\nredaction: con fig/redaction.yaml\n");
        _project.Write("con fig/redaction.yaml", "extra_prefixes: [Hostas-, \"Lis;bon\", LetterFromLisbon]\n");
        WriteTests("LetterFromLisbonToVienna");

        var run = _project.Test();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.DoesNotContain("LetterFromLisbonToVienna", Recorded(), StringComparison.Ordinal);
        Assert.Contains("\"truncations\"", Recorded(), StringComparison.Ordinal);
        Assert.Contains("\"TrainForge.Redaction\"", RuntimeConfiguration(), StringComparison.Ordinal);

        // The section file alone changes; then a build in which nothing changed asks nobody.
        Directory.Delete(_project.In("stashes"), recursive: true);
        _project.Write("con fig/redaction.yaml", "extra_prefixes: [acme_]\n");
        var again = _project.Test();
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains("LetterFromLisbonToVienna", Recorded(), StringComparison.Ordinal);

        var kept = Directory.GetFiles(_project.Folder, "TrainForge.settings.json", SearchOption.AllDirectories).Single();
        var before = File.GetLastWriteTimeUtc(kept);
        var noop = _project.Run("build", "--no-restore");
        Assert.True(noop.ExitCode == 0, noop.Output);
        Assert.Equal(before, File.GetLastWriteTimeUtc(kept));
    }

    [Fact]
    public void Switched_off_in_the_file_nothing_is_recorded_unless_the_property_or_the_variable_says_so()
    {
        _project.Write("trainforge.yaml", "capture:\n  enabled: false\n");

        var off = _project.Test();
        Assert.True(off.ExitCode == 0, off.Output);
        Assert.False(Directory.Exists(_project.In("")), off.Output);

        var variable = _project.RunWith(new() { ["TRAINFORGE_ENABLED"] = "1" }, "test", "--no-build");
        Assert.True(variable.ExitCode == 0, variable.Output);
        Assert.Equal(2, _project.Stashes.Length);

        var property = _project.Test("-p:TrainForgeEnabled=true");
        Assert.True(property.ExitCode == 0, property.Output);
        Assert.Equal(4, _project.Stashes.Length);
    }

    [Fact]
    public void A_mistake_is_one_warning_with_its_place_and_the_tests_pass_unrecorded()
    {
        _project.Write("trainforge.yaml", "redaction:\n  extra_prefix: [acme_]\n");

        var run = _project.Test("-p:TreatWarningsAsErrors=true");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Passed:     2", run.Output, StringComparison.Ordinal);
        var told = Regex.Matches(run.Output, @"[^\s]*(?:warning|error) TF\d{4}: .*").Select(m => m.Value).Distinct().ToList();
        Assert.True(told.Count == 1, run.Output);
        Assert.Contains("trainforge.yaml(2,3): warning TF1090: 'extra_prefix' is not a setting of 'redaction'.", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_project.In("stashes")));
    }

    private void WriteTests(string secret)
    {
        var tests = File.ReadAllText(Path.Combine(_project.Folder, "ModelTests.cs"));
        _project.Write("ModelTests.cs", tests.Replace("Which plants grow", $"Which {secret} plants {new string('x', 2000)} grow", StringComparison.Ordinal));
    }

    private string Recorded() => string.Concat(Directory.GetFiles(_project.In("stashes"), "interactions.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText));

    private string RuntimeConfiguration() => File.ReadAllText(Directory.GetFiles(Path.Combine(_project.Folder, "bin"), "Users.Tests.runtimeconfig.json", SearchOption.AllDirectories).Single());
}
