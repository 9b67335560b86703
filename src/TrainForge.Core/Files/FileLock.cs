using System.Collections.Concurrent;
using System.Globalization;
using TrainForge.Diagnostics;

namespace TrainForge.Files;

/// <summary>
/// A lock between processes, and between threads of one: a file opened for nobody else. The system frees it when its holder ends,
/// however that ends. The file itself stays: deleting it on release would let two processes hold two files of one name.
/// Nothing ever goes on unlocked: where a file system does not lock, acquiring fails.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const string HolderSuffix = ".holder";
    private const int FirstPauseMs = 1;
    private const int LongestPauseMs = 50;

    // Folders in which a second opening was seen to be refused. Asked once per folder and process.
    private static readonly ConcurrentDictionary<string, bool> Proven = new(StringComparer.Ordinal);

    private readonly FileStream _file;
    private readonly string? _holderFile;

    private FileLock(FileStream file, string? holderFile)
    {
        _file = file;
        _holderFile = holderFile;
    }

    /// <summary>Null while another holds it. Missing folders are made.</summary>
    public static FileLock? TryAcquire(string path) => TryAcquire(path, named: true);

    /// <summary>Waits for the holder, at most <paramref name="timeout"/>, and then fails with a diagnostic that names it.</summary>
    public static FileLock Acquire(string path, TimeSpan timeout, CancellationToken cancel) => Acquire(path, timeout, named: true, cancel);

    /// <summary>
    /// Who holds it, for people to read ('process 123 (dotnet) on host since …'); null when nobody does.
    /// Looking takes the lock for an instant, so this is for 'doctor' and error texts, not for deciding.
    /// </summary>
    public static string? HolderOf(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var mine = TryOpen(path);
        return mine is null ? ReadHolder(path) ?? "a process that has not said its name" : null;
    }

    public void Dispose()
    {
        if (_holderFile is not null)
        {
            BestEffort(() => File.Delete(_holderFile));
        }

        _file.Dispose();
    }

    // Unnamed: for locks held so briefly that writing down who holds them would cost more than the work they guard.
    internal static FileLock? TryAcquire(string path, bool named)
    {
        var full = Path.GetFullPath(path);
        if (TryOpen(full) is not { } file)
        {
            return null;
        }

        if (!Locks(full))
        {
            file.Dispose();
            throw new TrainForgeException(Rules.LocksDoNotWork.Here(full));
        }

        var holder = named ? full + HolderSuffix : null;
        if (holder is not null)
        {
            BestEffort(() => File.WriteAllText(holder, Self()));
        }

        return new FileLock(file, holder);
    }

    internal static FileLock Acquire(string path, TimeSpan timeout, bool named, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPauseMs; ; pause = Math.Min(pause * 2, LongestPauseMs))
        {
            cancel.ThrowIfCancellationRequested();
            if (TryAcquire(path, named) is { } mine)
            {
                return mine;
            }

            if (TimeProvider.System.GetElapsedTime(started) >= timeout)
            {
                throw new TrainForgeException(Rules.LockNotFreed.Here(
                    path, ReadHolder(path) ?? "another process", timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)));
            }

            Pause.For(pause, cancel);
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return Open(path);
        }
        catch (IOException e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            // 'File not found' of a file that is to be made: another process made the folder between our opening and the report.
            return TryOpenInNewFolder(path);
        }
        catch (IOException e) when (FileFault.IsHeldElsewhere(e))
        {
            return null;
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw FileFault.NotWritten(path, e);
        }
    }

    private static FileStream? TryOpenInNewFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return Open(path);
        }
        catch (IOException e) when (FileFault.IsHeldElsewhere(e))
        {
            return null;
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw FileFault.NotWritten(path, e);
        }
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    // The runtime ignores a file system that cannot lock, and a switch turns its locks off. A lock must notice both.
    private static bool Locks(string path) => Proven.GetOrAdd(Path.GetDirectoryName(path)!, _ => RefusesSecond(path)) || RefusesSecond(path);

    private static bool RefusesSecond(string path)
    {
        using var second = TryOpen(path);
        return second is null;
    }

    private static string Self() => string.Create(
        CultureInfo.InvariantCulture,
        $"process {Environment.ProcessId} ({Path.GetFileNameWithoutExtension(Environment.ProcessPath)}) on {Environment.MachineName} since {TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n");

    private static string? ReadHolder(string path)
    {
        string? holder = null;
        BestEffort(() => holder = File.ReadAllText(path + HolderSuffix).Trim());
        return string.IsNullOrEmpty(holder) ? null : holder;
    }

    // Who holds a lock is a courtesy; the lock is the file.
    private static void BestEffort(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
        }
    }
}
