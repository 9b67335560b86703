using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace TrainForge.Files;

/// <summary>
/// Appends whole lines, one write each. A torn last line is moved to '&lt;file&gt;.torn' before the first new one: cut away,
/// because it is half a write, and kept, because a person with an editor leaves out the last line end too.
/// Safe for threads. Lines reach the system at once; a power cut may take the last of them, a killed process may not.
/// </summary>
public sealed class LineAppender : IDisposable
{
    public const string LockSuffix = ".lock";
    public const string TornSuffix = ".torn";

    private const byte LineEnd = (byte)'\n';

    // Somebody holds it for one write. This long means a stopped process, and waiting for ever would stop us too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly string _path;
    private readonly SafeFileHandle? _owned;
    private long _end;

    private LineAppender(string path, SafeFileHandle? owned)
    {
        _path = path;
        _owned = owned;
    }

    /// <summary>What was found torn and cut since this was opened; null when the file was whole.</summary>
    public TornTail? Repaired { get; private set; }

    /// <summary>
    /// For a file several processes write: each line is appended under '&lt;file&gt;.lock', and the file opened anew, so that
    /// one that was replaced meanwhile is not written into oblivion.
    /// </summary>
    public static LineAppender Open(string path)
    {
        var appender = new LineAppender(Path.GetFullPath(path), owned: null);
        appender.Guarded(() => appender.AppendShared(ReadOnlyMemory<byte>.Empty));
        return appender;
    }

    /// <summary>For a file nobody else writes, as a stash's: held open, no lock, no second file beside it.</summary>
    public static LineAppender OpenSole(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var file = OpenFile(full, FileShare.Read | FileShare.Delete);
            var appender = new LineAppender(full, file);
            appender.Guarded(() => appender._end = appender.WholeEnd(file));
            return appender;
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw FileFault.NotWritten(full, e);
        }
    }

    /// <param name="utf8Line">Without a line end, in it or after it.</param>
    public void Append(ReadOnlySpan<byte> utf8Line)
    {
        if (utf8Line.Contains(LineEnd))
        {
            throw new ArgumentException("A line holds no line end.", nameof(utf8Line));
        }

        var whole = ArrayPool<byte>.Shared.Rent(utf8Line.Length + 1);
        try
        {
            utf8Line.CopyTo(whole);
            whole[utf8Line.Length] = LineEnd;
            var bytes = whole.AsMemory(0, utf8Line.Length + 1);
            Guarded(() =>
            {
                if (_owned is null)
                {
                    AppendShared(bytes);
                }
                else
                {
                    AppendOwned(_owned, bytes.Span);
                }
            });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    public void Dispose() => _owned?.Dispose();

    private void AppendShared(ReadOnlyMemory<byte> line)
    {
        using var turn = FileLock.Acquire(_path + LockSuffix, Patience, named: false, CancellationToken.None);
        using var file = OpenFile(_path, FileShare.ReadWrite | FileShare.Delete);
        var end = WholeEnd(file);
        if (line.Length > 0)
        {
            RandomAccess.Write(file, line.Span, end);
        }
    }

    private void AppendOwned(SafeFileHandle file, ReadOnlySpan<byte> line)
    {
        RandomAccess.Write(file, line, _end);
        _end += line.Length;
    }

    private long WholeEnd(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var end = LineTail.WholeLength(file, length);
        if (end < length)
        {
            LineTail.Keep(file, end, length, _path + TornSuffix);
            RandomAccess.SetLength(file, end);
            Repaired = new TornTail(_path, end, length - end, _path + TornSuffix);
        }

        return end;
    }

    private void Guarded(Action act)
    {
        lock (_gate)
        {
            try
            {
                act();
            }
            catch (Exception e) when (FileFault.IsFileFault(e))
            {
                throw FileFault.NotWritten(_path, e);
            }
        }
    }

    private static SafeFileHandle OpenFile(string path, FileShare share) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
}
