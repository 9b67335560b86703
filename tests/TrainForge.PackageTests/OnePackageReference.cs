namespace TrainForge.PackageTests;

public sealed class OnePackageReference : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    // The promise of the product: one package reference, no code beside the wrapped client, and a dataset is there.
    [Fact]
    public void Dotnet_test_leaves_a_dataset_and_a_second_run_the_same_version()
    {
        var first = _project.Test();

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Equal(2, _project.Stashes.Length);
        Assert.True(_project.Versions is ["v0001"], first.Output);
        Assert.True(first.Lines("TrainForge: ").Length > 0, first.Output);
        var hash = File.ReadAllText(Path.Combine(_project.In("datasets"), "main", "v0001", "SHA256SUMS"));

        var second = _project.Test("--no-build");

        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Equal(4, _project.Stashes.Length);
        Assert.Equal(["v0001"], _project.Versions);
        Assert.Equal(hash, File.ReadAllText(Path.Combine(_project.In("datasets"), "main", "v0001", "SHA256SUMS")));
    }
}
