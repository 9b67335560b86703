using System.Text;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// In which letters a file is written, so that it can be redacted: by its mark, as UTF-8, as UTF-16 without a mark, else as single
/// bytes, which every older encoding has for the letters that secrets are made of.
/// </summary>
internal static class TextLetters
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null for what is no text. Reading and writing with it keeps a mark at the beginning.</summary>
    public static Encoding? Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF32.Preamble) ? Encoding.UTF32
        : bytes.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
        : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
        : !bytes.Contains((byte)0) ? IsUtf8(bytes) ? Utf8 : Encoding.Latin1
        : HasZeroInHalf(bytes, 1) ? Encoding.Unicode
        : HasZeroInHalf(bytes, 0) ? Encoding.BigEndianUnicode
        : null;

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _ = Utf8.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // Letters of two bytes, most of which have nothing in the same one of them, and none of which has nothing in the other.
    private static bool HasZeroInHalf(ReadOnlySpan<byte> bytes, int half)
    {
        var zeros = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0 && i % 2 != half)
            {
                return false;
            }

            zeros += bytes[i] == 0 ? 1 : 0;
        }

        return zeros >= bytes.Length / 4;
    }
}
