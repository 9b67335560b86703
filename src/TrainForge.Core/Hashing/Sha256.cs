using System.Security.Cryptography;

namespace TrainForge.Hashing;

/// <summary>SHA-256 as 64 lower-case digits.</summary>
public static class Sha256
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    public static string OfFile(string path) => Measure(path).Sha256;

    /// <summary>Length and hash of the same bytes, of a file that may be growing.</summary>
    internal static (long Length, string Sha256) Measure(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[128 * 1024];
        long length = 0;
        for (int read; (read = file.Read(block)) > 0; length += read)
        {
            hash.AppendData(block, 0, read);
        }

        return (length, Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant());
    }
}
