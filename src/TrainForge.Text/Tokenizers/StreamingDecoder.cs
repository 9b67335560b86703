using System.Text;

namespace TrainForge.Text.Tokenizers;

/// <summary>Ids in, text out, as soon as whole characters are there. One per generation; not shared between threads.</summary>
public sealed class StreamingDecoder
{
    private readonly Tokenizer _tokenizer;
    private readonly bool _skipSpecial;
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private char[] _chars = new char[64];
    private bool _stripsBlank;

    internal StreamingDecoder(Tokenizer tokenizer, bool skipSpecial) =>
        (_tokenizer, _skipSpecial, _stripsBlank) = (tokenizer, skipSpecial, tokenizer.StripsFirstBlank);

    /// <summary>The text that this id completes; often one token's, empty while a character is not whole.</summary>
    public string Add(int id) => _skipSpecial && _tokenizer.IsSpecial(id) ? "" : Convert(_tokenizer.BytesOf(id), flush: false);

    /// <summary>What was held back and will not be completed: U+FFFD, or nothing.</summary>
    public string Finish() => Convert([], flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        var needed = _utf8.GetCharCount(bytes, flush);
        if (_chars.Length < needed)
        {
            _chars = new char[needed * 2];
        }

        var text = _chars.AsSpan(0, _utf8.GetChars(bytes, _chars, flush));
        if (_stripsBlank && text.Length > 0)
        {
            _stripsBlank = false;
            text = text[0] == ' ' ? text[1..] : text;
        }

        return text.ToString();
    }
}
