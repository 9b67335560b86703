namespace TrainForge.Tests.Infra;

/// <summary>A folder of this test's own, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly DirectoryInfo _dir = Directory.CreateTempSubdirectory("tf-");

    public string Path => _dir.FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => _dir.Delete(recursive: true);
}
