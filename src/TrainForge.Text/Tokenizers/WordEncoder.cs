using System.Runtime.InteropServices;
using System.Text;

namespace TrainForge.Text.Tokenizers;

/// <summary>
/// Turns words into ids and remembers the ones it has seen. What it remembers is bounded and never changes the result.
/// One per thread at a time: <see cref="Tokenizer"/> lends them out.
/// </summary>
internal sealed class WordEncoder(BytePairModel model)
{
    private const int CacheBits = 16;
    private const int Ways = 4;
    private const int LongestRemembered = 48;

    private readonly Merger _merger = new(model.Pairs);
    private readonly Entry[] _cache = new Entry[1 << CacheBits];
    private int[] _symbols = new int[256];
    private int[] _lengths = new int[256];
    private byte[] _bytes = new byte[256];
    private char[] _spelling = new char[256];
    private int _victim;

    /// <summary>The ids of a word and how many bytes of it each one covers. Valid until the next call.</summary>
    public ReadOnlySpan<int> Encode(ReadOnlySpan<char> word, out ReadOnlySpan<int> lengths)
    {
        if (word.Length > LongestRemembered)
        {
            var many = Compute(word);
            lengths = _lengths.AsSpan(0, many);
            return _symbols.AsSpan(0, many);
        }

        var hash = Hash(word);
        var first = (int)(hash >> (64 - CacheBits)) & ~(Ways - 1);
        for (var way = 0; way < Ways; way++)
        {
            ref var seen = ref _cache[first + way];
            if (seen.Hash == hash && seen.Word is not null && word.SequenceEqual(seen.Word))
            {
                lengths = seen.Lengths;
                return seen.Ids;
            }
        }

        var count = Compute(word);
        var entry = new Entry(hash, word.ToString(), _symbols.AsSpan(0, count).ToArray(), _lengths.AsSpan(0, count).ToArray());
        _cache[first + Place(first)] = entry;
        lengths = entry.Lengths;
        return entry.Ids;
    }

    // An empty place of the set, else each in turn.
    private int Place(int first)
    {
        for (var way = 0; way < Ways; way++)
        {
            if (_cache[first + way].Word is null)
            {
                return way;
            }
        }

        return _victim++ & (Ways - 1);
    }

    private int Compute(ReadOnlySpan<char> word)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(word.Length);
        if (_bytes.Length < longest)
        {
            (_bytes, _symbols, _lengths, _spelling) = (new byte[longest], new int[longest], new int[longest], new char[longest]);
        }

        var bytes = Encoding.UTF8.GetBytes(word, _bytes);
        if (model.IgnoreMerges && WholeWord(word, _bytes.AsSpan(0, bytes)) is { } whole)
        {
            (_symbols[0], _lengths[0]) = (whole, bytes);
            return 1;
        }

        var count = model.ByteLevel ? ByteSymbols(_bytes.AsSpan(0, bytes)) : CharSymbols(word);
        return _merger.Merge(_symbols.AsSpan(0, count), _lengths.AsSpan(0, count));
    }

    private int? WholeWord(ReadOnlySpan<char> word, ReadOnlySpan<byte> bytes)
    {
        if (!model.ByteLevel)
        {
            return model.IdOf(word);
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            _spelling[i] = ByteAlphabet.ToChar(bytes[i]);
        }

        return model.IdOf(_spelling.AsSpan(0, bytes.Length));
    }

    private int ByteSymbols(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            Add(ref count, model.IdOfByte(b), 1);
        }

        return count;
    }

    private int CharSymbols(ReadOnlySpan<char> word)
    {
        var count = 0;
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < word.Length;)
        {
            Rune.DecodeFromUtf16(word[i..], out var rune, out var chars);
            var length = rune.EncodeToUtf8(bytes);
            if (model.IdOf(word.Slice(i, chars)) is { } id)
            {
                Add(ref count, id, length);
            }
            else if (model.FallbackIds is { Length: > 0 } fallback)
            {
                for (var b = 0; b < length; b++)
                {
                    Add(ref count, fallback[bytes[b]], 1);
                }
            }
            else
            {
                Add(ref count, -1, length);
            }

            i += chars;
        }

        return count;
    }

    // A symbol outside the vocabulary is the unknown token; where the model names none it leaves nothing, as in the reference.
    private void Add(ref int count, int id, int length)
    {
        var symbol = id >= 0 ? id : model.Unknown;
        if (symbol is null || (id < 0 && model.FuseUnknown && count > 0 && _symbols[count - 1] == symbol))
        {
            if (count > 0)
            {
                _lengths[count - 1] += length;
            }

            return;
        }

        (_symbols[count], _lengths[count]) = (symbol.Value, length);
        count++;
    }

    private static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = (ulong)word.Length * 0x9E3779B97F4A7C15;
        var bytes = MemoryMarshal.AsBytes(word);
        while (bytes.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(bytes)) * 0xD6E8FEB86659FD93;
            hash ^= hash >> 32;
            bytes = bytes[8..];
        }

        foreach (var unit in MemoryMarshal.Cast<byte, char>(bytes))
        {
            hash = (hash ^ unit) * 0x9FB21C651E98DF25;
        }

        return hash ^ (hash >> 29);
    }

    private readonly record struct Entry(ulong Hash, string? Word, int[] Ids, int[] Lengths);
}
