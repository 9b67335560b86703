namespace TrainForge.Benchmarks;

/// <summary>For what a contest builds; gone with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tf-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
