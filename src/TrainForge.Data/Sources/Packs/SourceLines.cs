using System.Buffers;

namespace TrainForge.Data.Sources.Packs;

/// <summary>One line of a file of others, without its end. Empty when there was nothing in it that can be used.</summary>
/// <param name="Number">Counts from 1.</param>
internal readonly record struct SourceLine(long Number, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What was taken out of it and is kept, name and value of one field: no reader asks for it.</summary>
    public ReadOnlyMemory<byte> Aside { get; init; }
}

/// <summary>
/// Lines of a file somebody else wrote. Unlike a file of ours, a last line without its end counts: many write none. Zero bytes
/// at either end, as a crashed system leaves them, are no part of a line.
/// </summary>
internal static class SourceLines
{
    /// <summary>A longer line is passed over. Pictures inside make lines of some megabytes.</summary>
    public const int MaxLineBytes = 64 * 1024 * 1024;

    private const int BlockBytes = 64 * 1024;

    /// <summary>Each line is overwritten by the next one.</summary>
    public static IEnumerable<SourceLine> Read(Stream stream, Action<long> tooLong, int maxLineBytes = MaxLineBytes)
    {
        var block = new byte[BlockBytes];
        var line = new ArrayBufferWriter<byte>();
        long number = 0;
        var over = false;
        for (int read; (read = stream.Read(block)) > 0;)
        {
            for (var begin = 0; begin < read;)
            {
                var end = block.AsSpan(begin, read - begin).IndexOf((byte)'\n');
                var length = end < 0 ? read - begin : end;
                over |= line.WrittenCount + (long)length > maxLineBytes;
                if (!over)
                {
                    line.Write(block.AsSpan(begin, length));
                }

                begin += length + 1;
                if (end >= 0)
                {
                    yield return Take(++number, line, over, tooLong);
                    line.ResetWrittenCount();
                    over = false;
                }
            }
        }

        if (over || line.WrittenCount > 0)
        {
            yield return Take(++number, line, over, tooLong);
        }
    }

    /// <summary>The same of bytes that are all there; each line is a part of them.</summary>
    public static IEnumerable<SourceLine> Split(ReadOnlyMemory<byte> bytes, Action<long> tooLong, int maxLineBytes = MaxLineBytes)
    {
        for (long number = 1; !bytes.IsEmpty; number++)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (line.Length > maxLineBytes)
            {
                tooLong(number);
                yield return new SourceLine(number, default);
            }
            else
            {
                yield return new SourceLine(number, Whole(line, number));
            }
        }
    }

    private static ReadOnlyMemory<byte> Whole(ReadOnlyMemory<byte> line, long number)
    {
        line = number == 1 && line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
        return line.Trim("\0\r"u8);
    }

    private static SourceLine Take(long number, ArrayBufferWriter<byte> line, bool over, Action<long> tooLong)
    {
        if (over)
        {
            tooLong(number);
            return new SourceLine(number, default);
        }

        return new SourceLine(number, Whole(line.WrittenMemory, number));
    }
}
