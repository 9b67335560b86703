using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Copies a file of the test into its stash. Text is redacted on the way, so text too long to redact is refused; what is no
/// text is copied as it is.
/// </summary>
internal static class StashAttachment
{
    internal const int MaxTextBytes = 4 << 20;

    private const int Sniffed = 8192;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] OwnNames = [StashPaths.Metadata, StashPaths.Interactions, StashPaths.SessionLog, StashPaths.ModelLog];

    /// <exception cref="TrainForgeException">The file may not be kept.</exception>
    public static void Copy(string source, string folder, string fileName, long maxBytes, Func<string, string> redact)
    {
        var length = new FileInfo(source).Length;
        if (length > maxBytes)
        {
            throw new TrainForgeException(Rules.AttachmentNotKept.Here(source, $"it has {length} bytes, and {maxBytes} is the most."));
        }

        var target = Free(folder, fileName);
        if (length > MaxTextBytes)
        {
            if (!LooksBinary(source))
            {
                throw new TrainForgeException(Rules.AttachmentNotKept.Here(source, $"it is text of {length} bytes, and more than {MaxTextBytes} cannot be redacted."));
            }

            File.Copy(source, target);
        }
        else if (Text(File.ReadAllBytes(source)) is { } text)
        {
            File.WriteAllText(target, redact(text));
        }
        else
        {
            File.Copy(source, target);
        }
    }

    private static bool LooksBinary(string source)
    {
        using var file = File.OpenRead(source);
        Span<byte> start = stackalloc byte[Sniffed];
        return start[..file.ReadAtLeast(start, Sniffed, throwOnEndOfStream: false)].Contains((byte)0);
    }

    private static string? Text(byte[] bytes)
    {
        try
        {
            return bytes.AsSpan().Contains((byte)0) ? null : Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Two attachments of one name are two files, and none takes the name of a file of ours.
    private static string Free(string folder, string fileName)
    {
        if (OwnNames.Contains(fileName, StringComparer.OrdinalIgnoreCase))
        {
            fileName = $"attached-{fileName}";
        }

        fileName = PortableName.From(fileName);
        var target = Path.Combine(folder, fileName);
        for (var number = 2; File.Exists(target); number++)
        {
            target = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(fileName)}-{number}{Path.GetExtension(fileName)}");
        }

        return target;
    }
}
