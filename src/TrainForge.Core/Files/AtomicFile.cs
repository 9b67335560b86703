using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TrainForge.Files;

/// <summary>
/// Writes whole files or none: a temporary name in the same folder, flushed to disk, renamed over the target, and the folder
/// flushed where the system allows it. Whoever reads sees the old content or the new, never a part, even when the writer is killed.
/// Missing folders are made. A link is followed; on Unix the permissions of the file replaced are kept.
/// </summary>
public static class AtomicFile
{
    private const string TemporaryPrefix = ".tf-";
    private const string TemporarySuffix = ".tmp";
    private const int RandomDigits = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // A scanner or an indexer holds a file for moments only, and only Windows minds.
    private const int RenameTries = 20;
    private const int RenamePauseMs = 25;

    /// <summary>UTF-8 without a byte order mark.</summary>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Encoding.UTF8.GetBytes(text));

    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes) => WriteAllBytes(path, bytes, isSecret: false);

    /// <summary>
    /// For a file that is made again from others whenever it is not what it should be, of which there may be thousands: not flushed.
    /// A killed process leaves the old content or the new as always; a power cut may leave neither.
    /// </summary>
    public static void WriteDerived(string path, ReadOnlySpan<byte> bytes) => WriteAllBytes(path, bytes, isSecret: false, flushes: false);

    /// <summary>A new file that its owner alone may read, from its first byte on. Windows keeps what the folder says.</summary>
    public static void WriteSecret(string path, ReadOnlySpan<byte> bytes) => WriteAllBytes(path, bytes, isSecret: true);

    private static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes, bool isSecret, bool flushes = true)
    {
        var target = Target(path);
        var temporary = CreateBeside(target, path, out var stream, isSecret);
        try
        {
            using (stream)
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: flushes);
            }

            Replace(temporary, target, flushes);
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            Discard(temporary);
            throw FileFault.NotWritten(path, e);
        }
    }

    /// <summary>
    /// Whatever <paramref name="write"/> throws, cancellation included, leaves the target as it was and nothing beside it.
    /// Its exceptions arrive unchanged, but for a full disk: those it cannot know the name of the file for.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Target(path);
        var temporary = CreateBeside(target, path, out var stream);
        var written = false;
        try
        {
            using (stream)
            {
                write(stream);
                written = true;
                stream.Flush(flushToDisk: true);
            }

            Replace(temporary, target);
        }
        catch (Exception e)
        {
            Discard(temporary);
            if (FileFault.IsDiskFull(e) || (written && FileFault.IsFileFault(e)))
            {
                throw FileFault.NotWritten(path, e);
            }

            throw;
        }
    }

    /// <summary>A name only a write in progress, or one that was killed, leaves behind.</summary>
    public static bool IsTemporary(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.Length == TemporaryPrefix.Length + RandomDigits + TemporarySuffix.Length
            && name.StartsWith(TemporaryPrefix, StringComparison.Ordinal)
            && name.EndsWith(TemporarySuffix, StringComparison.Ordinal)
            && name.Slice(TemporaryPrefix.Length, RandomDigits).IndexOfAnyExcept(HexDigits) < 0;
    }

    /// <summary>Removes what killed writers left in this folder (not below it) and says how many. What cannot be removed stays.</summary>
    /// <param name="olderThan">Longer than any write takes: a younger file may belong to a writer that lives.</param>
    public static int Sweep(string folder, TimeSpan olderThan, TimeProvider clock)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var limit = clock.GetUtcNow().UtcDateTime - olderThan;
        var options = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true };
        return Directory.EnumerateFiles(folder, TemporaryPrefix + "*", options)
            .Count(file => IsTemporary(file) && File.GetLastWriteTimeUtc(file) < limit && Discard(file));
    }

    private static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }

    private static string CreateBeside(string target, string path, out FileStream stream, bool isSecret = false)
    {
        var random = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))).ToString("x16", CultureInfo.InvariantCulture);
        var folder = Path.GetDirectoryName(target) ?? target;
        var temporary = Path.Combine(folder, TemporaryPrefix + random + TemporarySuffix);
        try
        {
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (isSecret && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            stream = new FileStream(temporary, options);
            KeepPermissions(target, stream);
            return temporary;
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            throw FileFault.NotWritten(path, e);
        }
    }

    private static void KeepPermissions(string target, FileStream stream)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
        }
    }

    private static void Replace(string temporary, string target, bool flushes = true)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                File.Move(temporary, target, overwrite: true);
                if (flushes)
                {
                    FolderFlush.ToDisk(Path.GetDirectoryName(target)!);
                }

                return;
            }
            catch (Exception e) when (OperatingSystem.IsWindows() && tries < RenameTries && FileFault.IsFileFault(e))
            {
                Pause.For(RenamePauseMs, CancellationToken.None);
            }
        }
    }

    private static bool Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
            return true;
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            // Its name says what it is; a later sweep takes it.
            return false;
        }
    }
}
