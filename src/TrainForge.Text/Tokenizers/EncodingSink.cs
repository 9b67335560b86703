using System.Text;

namespace TrainForge.Text.Tokenizers;

/// <summary>Collects the ids of one text and, when asked for, what each covers in the source.</summary>
internal sealed class EncodingSink(bool withSpans, int expected)
{
    private int[] _ids = new int[Math.Max(16, expected)];
    private int _count;
    private readonly List<TokenSpan>? _spans = withSpans ? new List<TokenSpan>(expected) : null;

    public bool WithSpans => _spans is not null;

    public void Add(ReadOnlySpan<int> ids)
    {
        if (_count + ids.Length > _ids.Length)
        {
            Array.Resize(ref _ids, Math.Max(_ids.Length * 2, _count + ids.Length));
        }

        ids.CopyTo(_ids.AsSpan(_count));
        _count += ids.Length;
    }

    public void Add(int id, int start, int end)
    {
        Add([id]);
        _spans?.Add(new TokenSpan(start, end));
    }

    /// <summary>
    /// Spans of a word's tokens from their byte lengths. The word begins at <paramref name="offset"/> of <paramref name="text"/>, which begins at
    /// <paramref name="shift"/> in the source; what lies before <paramref name="floor"/> is a blank put in front of the word and covers nothing.
    /// </summary>
    public void AddSpans(ReadOnlySpan<char> word, ReadOnlySpan<int> lengths, NormalizedText text, int offset, int floor, int shift)
    {
        var at = 0;
        var left = 0;
        foreach (var length in lengths)
        {
            var first = at;
            for (left += length; left > 0 && at < word.Length;)
            {
                Rune.DecodeFromUtf16(word[at..], out var rune, out var chars);
                if (rune.Utf8SequenceLength > left)
                {
                    break;
                }

                left -= rune.Utf8SequenceLength;
                at += chars;
            }

            // Bytes left over are the first part of a character: this token covers it, and so does the next one.
            var last = at;
            if (left > 0 && at < word.Length)
            {
                last += char.IsHighSurrogate(word[at]) ? 2 : 1;
            }

            var start = text.SourceStart(Math.Max(offset + first, floor));
            var end = offset + last <= floor ? start : text.SourceEnd(offset + last - 1);
            _spans!.Add(new TokenSpan(shift + start, shift + end));
        }
    }

    public int[] Ids() => _ids.AsSpan(0, _count).ToArray();

    public TokenSpan[] Spans() => [.. _spans ?? []];
}
