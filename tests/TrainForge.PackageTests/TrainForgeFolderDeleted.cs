namespace TrainForge.PackageTests;

public sealed class TrainForgeFolderDeleted : IDisposable
{
    private readonly UserProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_deleted_folder_is_made_again_with_the_same_content()
    {
        _project.Test();
        var first = Hash();
        Directory.Delete(_project.In(""), recursive: true);

        var again = _project.Test("--no-build");

        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Equal(first, Hash());
    }

    private string Hash() => File.ReadAllText(Path.Combine(_project.In("datasets"), "main", "v0001", "SHA256SUMS"));
}
