using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>What is kept of a shard, and what tells whether it still holds.</summary>
/// <param name="Looked">When the files were looked at, in ticks.</param>
/// <param name="Content">SHA-256 over the names and bytes of its files.</param>
/// <param name="About">See <see cref="IShard.About"/>.</param>
internal sealed record CacheEntry(IReadOnlyList<FileStamp> Files, long Looked, byte[] Content, string About, ShardResult Result)
{
    // File systems round times, by two seconds at worst: a file changed that shortly before it was looked at may have changed again since.
    private const long CoarsestTicks = 2 * TimeSpan.TicksPerSecond;

    /// <summary>Nothing of it can have changed.</summary>
    public bool Holds(IReadOnlyList<FileStamp> now, string about) =>
        About == about && Files.SequenceEqual(now) && Files.All(f => f.Changed + CoarsestTicks < Looked);

    public void Write(CachePen pen)
    {
        pen.List(Files, file =>
        {
            pen.Text(file.Name);
            pen.Number(file.Bytes);
            pen.Number(file.Changed);
        });
        pen.Number(Looked);
        pen.Bytes(Content);
        pen.Text(About);
        ShardForm.Write(pen, Result);
    }

    public static CacheEntry Read(CacheEye eye) =>
        new(eye.List(() => new FileStamp(eye.Required(), eye.Number(), eye.Number())), eye.Number(), eye.Bytes(), eye.Required(), ShardForm.Read(eye));
}

/// <summary>A file as a listing shows it.</summary>
/// <param name="Bytes">-1 when it is not there.</param>
/// <param name="Changed">In ticks, UTC.</param>
internal readonly record struct FileStamp(string Name, long Bytes, long Changed)
{
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileStamp(file.Name, file.Length, file.LastWriteTimeUtc.Ticks) : new FileStamp(file.Name, -1, 0);
    }

    /// <summary>SHA-256 over names, lengths and bytes.</summary>
    public static byte[] Hash(IReadOnlyList<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            foreach (var path in paths.Where(File.Exists))
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}\0{file.Length}\0")));
                for (int read; (read = file.Read(block)) > 0;)
                {
                    hash.AppendData(block, 0, read);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return hash.GetHashAndReset();
    }
}
