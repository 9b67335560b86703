using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Datasets;

/// <summary>
/// Markers, lock and last state of one dataset's requests. All of it may be deleted at any time; the price is one build too many.
/// </summary>
internal sealed class RequestFolder(RuntimeSettings settings)
{
    private const string MarkerPattern = "ask-*.marker";

    /// <summary>Absolute; need not exist.</summary>
    public string Folder { get; } = Path.Combine(settings.Root, "cache", "requests", PortableName.From(settings.Dataset ?? DatasetOptions.DefaultName));
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private string StateFile => Path.Combine(Folder, "built.txt");

    private string FailureFile => Path.Combine(Folder, "failed.txt");

    /// <summary>What the last successful build saw and left; empty when unknown.</summary>
    public string LastState
    {
        get => File.Exists(StateFile) ? File.ReadAllText(StateFile) : "";
        set => AtomicFile.WriteAllText(StateFile, value);
    }

    /// <summary>The state that the last build failed on, so that a build in which nothing changed since does not fail again at length.</summary>
    public string LastFailure
    {
        get => File.Exists(FailureFile) ? File.ReadAllText(FailureFile) : "";
        set => AtomicFile.WriteAllText(FailureFile, value);
    }

    /// <summary>Where a build writes what else it read, see <see cref="WatchList"/>.</summary>
    public string WatchFile => Path.Combine(Folder, "reads.txt");

    public IReadOnlyList<string> Watched => WatchList.Read(WatchFile);

    public void Ask()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Path.Combine(Folder, $"ask-{Guid.NewGuid():N}.marker"), []);
    }

    // Not merely 'is there a marker': one that cannot be deleted (another user's, held by a scanner) must not build for ever.
    public bool HasNew() => Markers().Any(marker => !_taken.Contains(marker));

    /// <summary>Takes every marker there is; false when none is new.</summary>
    public bool TakeNew()
    {
        var markers = Markers();
        var any = markers.Any(_taken.Add);
        foreach (var marker in markers)
        {
            TryDelete(marker);
        }

        return any;
    }

    /// <summary>Null while another process or thread holds it.</summary>
    public FileLock? TryLock() => FileLock.TryAcquire(Path.Combine(Folder, "build.lock"));

    private string[] Markers() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, MarkerPattern) : [];

    private static void TryDelete(string marker)
    {
        try
        {
            File.Delete(marker);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Remembered as taken; the next process's request covers it.
        }
    }
}
