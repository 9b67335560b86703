using Microsoft.Win32.SafeHandles;

namespace TrainForge.Files;

/// <summary>The end of a file of lines: where its last whole line ends, and what to do with anything behind that.</summary>
internal static class LineTail
{
    private const int BlockBytes = 16 * 1024;

    public static long WholeLength(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        if (length == 0 || (RandomAccess.Read(file, last, length - 1) == 1 && last[0] == (byte)'\n'))
        {
            return length;
        }

        var block = new byte[BlockBytes];
        for (var end = length; end > 0;)
        {
            var begin = Math.Max(0, end - BlockBytes);
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)(end - begin)), begin);
            var found = block.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (found >= 0)
            {
                return begin + found + 1;
            }

            end = begin;
        }

        return 0;
    }

    /// <summary>Appends the torn bytes, and a line end, to a file beside. On disk before the caller cuts them off.</summary>
    public static void Keep(SafeFileHandle file, long begin, long end, string path)
    {
        using var kept = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        kept.Seek(0, SeekOrigin.End);
        var block = new byte[BlockBytes];
        while (begin < end)
        {
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(BlockBytes, end - begin)), begin);
            if (read == 0)
            {
                break;
            }

            kept.Write(block, 0, read);
            begin += read;
        }

        kept.WriteByte((byte)'\n');
        kept.Flush(flushToDisk: true);
    }
}
