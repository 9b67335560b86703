namespace TrainForge.PackageTests;

public sealed class SkipUnchanged : IDisposable
{
    private const string Skipped = ": its tests are skipped. 'dotnet test -p:TrainForgeSkipUnchanged=false' runs them.";

    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Tests_run_when_a_prompt_or_a_model_changed_and_only_then()
    {
        _project.Write("system prompt ş.md", "Answer in one sentence.");
        _project.Write("model.gguf", "weights");

        Assert.Equal(2, Tests());
        Assert.Equal(0, Tests());

        _project.Write("system prompt ş.md", "Answer in two sentences.");
        Assert.Equal(2, Tests());

        _project.Write("model.gguf", "other weights");
        Assert.Equal(2, Tests());
        File.SetLastWriteTimeUtc(Path.Combine(_project.Folder, "model.gguf"), DateTime.UtcNow.AddHours(1));
        Assert.Equal(0, Tests());
    }

    [Fact]
    public void A_run_that_failed_or_was_filtered_is_not_kept()
    {
        var right = File.ReadAllText(Path.Combine(_project.Folder, "ModelTests.cs"));
        _project.Write("ModelTests.cs", right.Replace("Assert.Equal(answer, response.Text)", "Assert.NotEqual(answer, response.Text)", StringComparison.Ordinal));

        var failed = Run();
        var again = Run();
        _project.Write("ModelTests.cs", right);
        var filtered = Run("--filter", "DisplayName~Lisbon");

        Assert.True(failed.ExitCode != 0 && again.ExitCode != 0, again.Output);
        Assert.Contains("Failed:     2", again.Output, StringComparison.Ordinal);
        Assert.Contains("Passed:     1", filtered.Output, StringComparison.Ordinal);
        Assert.Equal(2, Tests());
        Assert.Equal(0, Tests());
    }

    [Fact]
    public void What_passed_under_other_settings_or_in_another_configuration_is_not_taken_for_the_rest()
    {
        _project.Write("one.runsettings", "<RunSettings><RunConfiguration><TestCaseFilter>DisplayName~Lisbon</TestCaseFilter></RunConfiguration></RunSettings>");

        var filtered = Run("--settings", "one.runsettings");
        var set = Run("--", "RunConfiguration.MaxCpuCount=1");

        Assert.Contains("Passed:     1", filtered.Output, StringComparison.Ordinal);
        Assert.Contains("Passed:     2", set.Output, StringComparison.Ordinal);
        Assert.Equal(2, Tests());
        Assert.Equal(0, Tests());
        Assert.Contains("Passed:     2", Run("-c", "Release").Output, StringComparison.Ordinal);
        Assert.Equal(0, Tests());
    }

    // How many tests ran; none means that one line says so.
    private int Tests()
    {
        var run = Run();
        Assert.True(run.ExitCode == 0, run.Output);
        var ran = run.Output.Contains("Passed:     2", StringComparison.Ordinal);
        Assert.True(ran == (run.Lines(Skipped).Length == 0), run.Output);
        return ran ? 2 : 0;
    }

    private Ran Run(params string[] more) => _project.Test(["-p:TrainForgeSkipUnchanged=true", .. more]);
}
