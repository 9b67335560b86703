using System.Buffers;

namespace TrainForge.Redaction;

/// <summary>Private keys in lists of lines.</summary>
internal ref partial struct JsonPen
{
    private static readonly SearchValues<byte> LettersOfKeys = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-:,. \t\r\n\\"u8);

    // Notebooks and patches keep a text as a list of its lines: each line of a key by itself is nothing but letters.
    private bool IsLineOfKey(scoped ReadOnlySpan<byte> text)
    {
        if (!_frame.IsInKey)
        {
            _frame.IsInKey = plan.On(RedactionClass.PrivateKey) && text.IndexOf("PRIVATE KEY"u8) >= 0 && text.IndexOf("-----BEGIN"u8) >= 0 && text.IndexOf("-----END"u8) < 0;
            return false;
        }

        var isEnd = text.IndexOf("-----END"u8) >= 0;
        _frame.IsInKey = !isEnd && text.Length <= LongBytes && text.IndexOfAnyExcept(LettersOfKeys) < 0;
        return isEnd || _frame.IsInKey;
    }
}
