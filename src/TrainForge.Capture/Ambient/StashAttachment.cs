using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Copies a file of the test into its stash. Text is redacted on the way, in whatever letters it is written, so text too long to
/// redact is refused; what is no text is copied as it is.
/// </summary>
internal static class StashAttachment
{
    internal const int MaxTextBytes = 4 << 20;

    private const int Sniffed = 8192;
    private const int LongestKind = 9;

    private static readonly string[] OwnNames = [StashPaths.Metadata, StashPaths.Interactions, StashPaths.SessionLog, StashPaths.ModelLog];

    /// <returns>How long it is.</returns>
    /// <exception cref="TrainForgeException">The file may not be kept.</exception>
    public static long Copy(string source, string folder, string fileName, long maxBytes, Func<string, string> redact)
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
        else
        {
            var bytes = File.ReadAllBytes(source);
            File.WriteAllBytes(target, TextLetters.Of(bytes) is { } letters ? Redacted(bytes, letters, redact) : bytes);
        }

        return length;
    }

    // What is clean stays as it is, to the byte.
    private static byte[] Redacted(byte[] bytes, Encoding letters, Func<string, string> redact)
    {
        var text = letters.GetString(bytes);
        var redacted = redact(text);
        return redacted == text ? bytes : letters.GetBytes(redacted);
    }

    private static bool LooksBinary(string source)
    {
        using var file = File.OpenRead(source);
        var start = new byte[Sniffed];
        return TextLetters.Of(start.AsSpan(0, file.ReadAtLeast(start, Sniffed, throwOnEndOfStream: false))) is null;
    }

    // Two attachments of one name are two files, and none takes the name of a file of ours.
    private static string Free(string folder, string fileName)
    {
        if (OwnNames.Contains(fileName, StringComparer.OrdinalIgnoreCase))
        {
            fileName = $"attached-{fileName}";
        }

        fileName = Portable(fileName);
        var target = Path.Combine(folder, fileName);
        for (var number = 2; File.Exists(target); number++)
        {
            target = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(fileName)}-{number}{Path.GetExtension(fileName)}");
        }

        return target;
    }
    // Programs go by what stands behind the last point, so that stays there.
    private static string Portable(string fileName)
    {
        var kind = Path.GetExtension(fileName);
        return PortableName.From(fileName) is var portable && (portable == fileName || kind.Length is < 2 or > LongestKind || !kind.Skip(1).All(char.IsAsciiLetterOrDigit))
            ? portable
            : PortableName.From(Path.GetFileNameWithoutExtension(fileName)) + kind.ToLowerInvariant();
    }
}
