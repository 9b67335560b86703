using System.IO.Compression;

namespace TrainForge.Capture.Http;

/// <summary>A body as it was before a service packed it.</summary>
internal static class ContentEncoding
{
    private const int AtOnce = 1 << 14;

    /// <summary>Null when it unfolds into more than that, for a small answer may unfold into an endless one, or cannot be read to its end.</summary>
    public static byte[]? Unfold(MemoryStream body, string? encoding, int maxBytes)
    {
        body.Position = 0;
        using Stream? inflate = encoding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true),
            "br" => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true),
            _ => null,
        };
        if (inflate is null)
        {
            return body.ToArray();
        }

        var whole = new MemoryStream();
        var buffer = new byte[AtOnce];
        try
        {
            while (inflate.Read(buffer) is > 0 and var read)
            {
                if (whole.Length + read > maxBytes)
                {
                    return null;
                }

                whole.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            return null;
        }

        return whole.ToArray();
    }
}
