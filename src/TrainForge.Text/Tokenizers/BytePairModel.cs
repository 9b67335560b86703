using System.Text;

namespace TrainForge.Text.Tokenizers;

/// <summary>
/// The trained part of a tokenizer: vocabulary, merges and the first symbol of every byte. Immutable, shared between threads.
/// </summary>
internal sealed class BytePairModel
{
    private readonly Dictionary<string, int> _ids;
    private readonly int[] _byteIds = new int[256];
    private readonly int[]? _fallbackIds;

    public BytePairModel(Dictionary<string, int> ids, IReadOnlyList<(int Left, int Right, int Merged)> merges, bool byteLevel, bool ignoreMerges, bool byteFallback, int? unknown, bool fuseUnknown)
    {
        _ids = ids;
        Pairs = new PairTable(merges);
        ByteLevel = byteLevel;
        IgnoreMerges = ignoreMerges;
        Unknown = unknown;
        FuseUnknown = fuseUnknown;
        for (var b = 0; b < 256; b++)
        {
            _byteIds[b] = ids.TryGetValue(ByteAlphabet.ToChar((byte)b).ToString(), out var id) ? id : -1;
        }

        var fallback = Enumerable.Range(0, 256).Select(b => ids.TryGetValue(FallbackToken(b), out var id) ? id : -1).ToArray();
        _fallbackIds = byteFallback && fallback.All(id => id >= 0) ? fallback : null;
        IsBytes = byteLevel && !ignoreMerges && merges.Count == 0 && !_byteIds.Contains(-1);
    }

    public PairTable Pairs { get; }

    /// <summary>Symbols are bytes in the byte alphabet; otherwise they are characters.</summary>
    public bool ByteLevel { get; }

    /// <summary>A whole word that is in the vocabulary is taken as it is, whatever the merges would make of it.</summary>
    public bool IgnoreMerges { get; }

    public int? Unknown { get; }

    public bool FuseUnknown { get; }

    /// <summary>Nothing is ever merged, and every byte has a token of its own.</summary>
    public bool IsBytes { get; }

    public int Count => _ids.Count;

    public IEnumerable<KeyValuePair<string, int>> Entries => _ids;

    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    public int? IdOf(ReadOnlySpan<char> token) => _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var id) ? id : null;

    /// <summary>The symbol of one byte in a byte-level model, or -1.</summary>
    public int IdOfByte(byte value) => _byteIds[value];

    public ReadOnlySpan<int> AsciiIds => _byteIds.AsSpan(0, 128);

    /// <summary>The byte tokens (&lt;0x00&gt; … &lt;0xFF&gt;) that spell characters outside the vocabulary; null when the model has none.</summary>
    public ReadOnlySpan<int> FallbackIds => _fallbackIds;

    public static string FallbackToken(int value) => $"<0x{value:X2}>";

    /// <summary>What the decoder writes for a character of the vocabulary, where it writes another: a blank for U+2581.</summary>
    public (string Old, string With)? DecodedAs { get; init; }

    /// <summary>What a vocabulary entry adds to decoded bytes.</summary>
    public byte[] BytesOf(string token)
    {
        if (ByteLevel)
        {
            return ByteAlphabet.ToBytes(token) ?? Encoding.UTF8.GetBytes(token);
        }

        var isByte = _fallbackIds is not null && token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>';
        return isByte && byte.TryParse(token.AsSpan(3, 2), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var value)
            ? [value]
            : Encoding.UTF8.GetBytes(DecodedAs is { } replace ? token.Replace(replace.Old, replace.With, StringComparison.Ordinal) : token);
    }
}
