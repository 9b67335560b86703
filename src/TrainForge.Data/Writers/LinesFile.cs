using System.Buffers;
using System.Security.Cryptography;
using TrainForge.Data.Pipeline;
using TrainForge.Files;

namespace TrainForge.Data.Writers;

/// <summary>
/// A file of lines, straight to disk and hashed on the way: a dataset may be larger than memory has room for. While one block is
/// hashed and written, the next is filled.
/// </summary>
internal static class LinesFile
{
    private const int BlockBytes = 1024 * 1024;

    /// <param name="write">Appends the line of an item, without its end.</param>
    /// <returns>The length of the file and its SHA-256.</returns>
    public static (long Length, string Sha256) Write<T>(string path, IEnumerable<T> items, Action<T, ArrayBufferWriter<byte>> write, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        AtomicFile.Write(path, file =>
        {
            using var rest = items.GetEnumerator();
            var (full, free) = (new ArrayBufferWriter<byte>(BlockBytes), new ArrayBufferWriter<byte>(BlockBytes));
            Fill(full);
            while (full.WrittenCount > 0)
            {
                InParallel.Do(() => hash.AppendData(full.WrittenSpan), () => file.Write(full.WrittenSpan), () => Fill(free));
                length += full.WrittenCount;
                full.ResetWrittenCount();
                (full, free) = (free, full);
            }

            void Fill(ArrayBufferWriter<byte> block)
            {
                while (block.WrittenCount < BlockBytes && rest.MoveNext())
                {
                    cancel.ThrowIfCancellationRequested();
                    write(rest.Current, block);
                    block.Write("\n"u8);
                }
            }
        });
        return (length, Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant());
    }
}
