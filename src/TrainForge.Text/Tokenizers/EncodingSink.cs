using System.Text;

namespace TrainForge.Text.Tokenizers;

/// <summary>Collects the ids of one text and, when asked for, what each covers in the source. One that is used again keeps its room.</summary>
internal sealed class EncodingSink(bool withSpans, int expected)
{
    private int[] _ids = new int[Math.Max(16, expected)];
    private TokenSpan[] _spans = withSpans ? new TokenSpan[Math.Max(16, expected)] : [];
    private int _count;
    private int _spanCount;

    public bool WithSpans => withSpans;

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    public ReadOnlySpan<TokenSpan> Spans => _spans.AsSpan(0, _spanCount);

    public void Clear() => (_count, _spanCount) = (0, 0);

    public void Add(ReadOnlySpan<int> ids)
    {
        ids.CopyTo(Room(ref _ids, _count, ids.Length));
        _count += ids.Length;
    }

    public void Add(int id, int start, int end)
    {
        Add([id]);
        AddSpan(start, end);
    }

    /// <summary>A text whose tokens are its bytes: one for each character below U+0080, and for every other one as many as it has bytes.</summary>
    public void AddBytes(ReadOnlySpan<char> text, int from, BytePairModel model)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var ids = Room(ref _ids, _count, length);
        var spans = withSpans ? Room(ref _spans, _spanCount, length) : [];
        var count = 0;
        Span<byte> bytes = stackalloc byte[4];
        for (int at = 0, chars; at < text.Length; at += chars)
        {
            chars = text[at..].IndexOfAnyExceptInRange('\0', '\x7f') is >= 0 and var ascii ? ascii : text.Length - at;
            if (chars > 0)
            {
                AddAscii(text.Slice(at, chars), from + at, model.AsciiIds, ids[count..], withSpans ? spans[count..] : []);
                count += chars;
                continue;
            }

            Rune.DecodeFromUtf16(text[at..], out var rune, out chars);
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                if (withSpans)
                {
                    spans[count] = new TokenSpan(from + at, from + at + chars);
                }

                ids[count++] = model.IdOfByte(value);
            }
        }

        (_count, _spanCount) = (_count + count, _spanCount + (withSpans ? count : 0));
    }

    private static void AddAscii(ReadOnlySpan<char> text, int from, ReadOnlySpan<int> table, Span<int> ids, Span<TokenSpan> spans)
    {
        // Room for exactly as many, and a table of 128: what the compiler knows it need not check.
        ids = ids[..text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            ids[i] = table[text[i] & 0x7f];
        }

        for (var i = 0; i < spans.Length && i < text.Length; i++)
        {
            spans[i] = new TokenSpan(from + i, from + i + 1);
        }
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
            AddSpan(shift + start, shift + end);
        }
    }

    private void AddSpan(int start, int end)
    {
        if (withSpans)
        {
            Room(ref _spans, _spanCount, 1)[0] = new TokenSpan(start, end);
            _spanCount++;
        }
    }

    private static Span<T> Room<T>(ref T[] array, int used, int more)
    {
        if (used + more > array.Length)
        {
            Array.Resize(ref array, Math.Max(array.Length * 2, used + more));
        }

        return array.AsSpan(used, more);
    }
}
