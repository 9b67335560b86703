namespace TrainForge.PackageTests;

public sealed class NoBuild : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_filtered_run_of_what_is_built_adds_to_the_dataset_and_replaces_nothing()
    {
        var built = _project.Run("build");
        Assert.True(built.ExitCode == 0, built.Output);
        Assert.False(Directory.Exists(_project.In("")), built.Output);

        var all = _project.Test("--no-build");
        var filtered = _project.Test("--no-build", "--filter", "FullyQualifiedName~Lisbon");

        Assert.True(all.ExitCode == 0, all.Output);
        Assert.Contains("Passed:     1", filtered.Output, StringComparison.Ordinal);
        Assert.Equal(3, _project.Stashes.Length);
        Assert.True(_project.Versions is ["v0001"], filtered.Output);
    }
}
