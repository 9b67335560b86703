using TrainForge.Diagnostics;

namespace TrainForge.Files;

/// <summary>
/// Reads a file that grows by whole lines, while others may be writing it. A last line without its end is never handed out:
/// it is half a write, of a process that was killed or is still at it.
/// </summary>
public static class LineFile
{
    /// <summary>A longer line is not data of ours, and reading it would take the memory of everything else.</summary>
    public const int MaxLineBytes = 256 * 1024 * 1024;

    private const int BufferBytes = 64 * 1024;

    /// <summary>Lines in order; "\r\n" ends one as "\n" does, a byte order mark is skipped. A missing file has no lines.</summary>
    /// <param name="report">Told once, at the end, when the last line is torn.</param>
    public static IEnumerable<FileLine> Read(string path, Action<Diagnostic> report)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        int filled = 0, begin = 0;
        long number = 0, offset = 0;

        while (true)
        {
            var length = buffer.AsSpan(begin, filled - begin).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return new FileLine(++number, offset, Whole(buffer.AsSpan(begin, length), isFirst: number == 1));
                begin += length + 1;
                offset += length + 1;
                continue;
            }

            // Make room behind what is left of an unfinished line.
            buffer.AsSpan(begin, filled - begin).CopyTo(buffer);
            filled -= begin;
            begin = 0;
            if (filled == buffer.Length)
            {
                if (filled >= MaxLineBytes)
                {
                    throw new TrainForgeException(Rules.LineTooLong.At(new SourcePoint(path, Place(number + 1)), MaxLineBytes));
                }

                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxLineBytes));
            }

            var read = file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        if (filled > 0)
        {
            report(Rules.LineTorn.At(new SourcePoint(path, Place(number + 1)), number + 1, offset, filled));
        }
    }

    private static byte[] Whole(ReadOnlySpan<byte> line, bool isFirst)
    {
        if (isFirst && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        return line.EndsWith("\r"u8) ? line[..^1].ToArray() : line.ToArray();
    }

    private static int Place(long number) => (int)Math.Min(number, int.MaxValue);
}
