using System.Collections.Concurrent;
using System.Text;
using TrainForge.Diagnostics;

namespace TrainForge.Text.Tokenizers;

/// <summary>
/// A byte-pair tokenizer as a tokenizer.json describes it. Safe to share between threads.
/// Lone surrogates in the text are read as U+FFFD; bytes that are not UTF-8 decode to U+FFFD, one per maximal broken part.
/// Truncation and padding settings of the file are not applied: what is cut, the caller decides.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly BytePairModel _model;
    private readonly AddedTokenMatcher _raw;
    private readonly AddedTokenMatcher _normalized;
    private readonly Dictionary<string, AddedToken> _addedByContent;
    private readonly AddedToken?[] _addedById;
    private readonly string?[] _tokens;
    private readonly byte[]?[] _bytes;
    private readonly ConcurrentBag<WordEncoder> _idle = [];

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _model = parts.Model;
        _raw = new AddedTokenMatcher(parts.Added.Where(t => !t.Normalized));
        _normalized = new AddedTokenMatcher(parts.Added.Where(t => t.Normalized).Select(t => t with { Content = Normalize(t.Content).Text }).Where(t => t.Content.Length > 0));
        _addedByContent = parts.Added.ToDictionary(t => t.Content, StringComparer.Ordinal);

        var highest = parts.Added.Select(t => t.Id).Concat(_model.Entries.Select(e => e.Value)).DefaultIfEmpty(-1).Max();
        (_tokens, _bytes, _addedById) = (new string?[highest + 1], new byte[]?[highest + 1], new AddedToken?[highest + 1]);
        foreach (var (token, id) in _model.Entries)
        {
            (_tokens[id], _bytes[id]) = (token, _model.BytesOf(token));
        }

        foreach (var token in parts.Added)
        {
            (_tokens[token.Id], _bytes[token.Id], _addedById[token.Id]) = (token.Content, Encoding.UTF8.GetBytes(token.Content), token);
        }
    }

    /// <summary>One more than the highest id: the least number of rows an embedding needs.</summary>
    public int VocabularySize => _tokens.Length;

    public IReadOnlyList<AddedToken> AddedTokens => _parts.Added;

    public static Tokenizer Load(string path) => new(TokenizerFile.Read(path));

    /// <summary>Reads to the end of the stream. The name is what errors call the file.</summary>
    public static Tokenizer Load(Stream stream, string name) => new(TokenizerFile.Read(stream, name));

    public int? IdOf(string token) => _addedByContent.TryGetValue(token, out var added) ? added.Id : _model.IdOf(token);

    /// <summary>The token as the vocabulary writes it; null for an id without one.</summary>
    public string? TokenOf(int id) => id >= 0 && id < _tokens.Length ? _tokens[id] : null;

    public bool IsSpecial(int id) => id >= 0 && id < _addedById.Length && _addedById[id] is { Special: true };

    /// <param name="text">Any text.</param>
    /// <param name="addSpecial">Also add what the file's post-processor puts around a text. A rendered chat template has it already.</param>
    /// <param name="recogniseSpecial">False reads the names of special tokens as plain text: for text that nobody vouches for.</param>
    public int[] Encode(string text, bool addSpecial = false, bool recogniseSpecial = true)
    {
        var sink = new EncodingSink(withSpans: false, (text.Length / 3) + 8);
        Encode(text, addSpecial, recogniseSpecial, sink);
        return sink.Ids.ToArray();
    }

    public TokenizedText EncodeWithSpans(string text, bool addSpecial = false, bool recogniseSpecial = true)
    {
        var sink = new EncodingSink(withSpans: true, (text.Length / 3) + 8);
        Encode(text, addSpecial, recogniseSpecial, sink);
        return new TokenizedText(sink.Ids.ToArray(), sink.Spans.ToArray());
    }

    /// <summary>Appends to what the sink holds.</summary>
    internal void Encode(ReadOnlySpan<char> text, EncodingSink sink)
    {
        if (!IsBytes || _parts.Normalizer.Count > 0 || !_normalized.IsEmpty || !NormalizedText.IsWellFormed(text))
        {
            Encode(text.ToString(), addSpecial: false, recogniseSpecial: true, sink);
            return;
        }

        var from = 0;
        while (_raw.Next(text, from, withSpecial: true, out var start, out var end) is { } token)
        {
            sink.AddBytes(text[from..start], from, _model);
            sink.Add(token.Id, start, end);
            from = end;
        }

        sink.AddBytes(text[from..], from, _model);
    }

    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial = false)
    {
        var decoder = CreateDecoder(skipSpecial);
        var text = new StringBuilder();
        foreach (var id in ids)
        {
            text.Append(decoder.Add(id));
        }

        return text.Append(decoder.Finish()).ToString();
    }

    /// <summary>Decodes ids as they are generated: a character is handed out once all its bytes are there.</summary>
    public StreamingDecoder CreateDecoder(bool skipSpecial = false) => new(this, skipSpecial);

    internal bool StripsFirstBlank => _parts.StripsFirstBlank;

    internal ReadOnlySpan<byte> BytesOf(int id) => id >= 0 && id < _bytes.Length && _bytes[id] is { } bytes
        ? bytes
        : throw new TrainForgeException(Rules.TokenIdUnknown.Here(id, _parts.Name, _tokens.Length));

    // However a text is cut into words, their bytes are the same.
    private bool IsBytes => _model.IsBytes && _parts.PreTokenizer.OnlyCuts;

    private void Encode(string text, bool addSpecial, bool recogniseSpecial, EncodingSink sink)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = _idle.TryTake(out var idle) ? idle : new WordEncoder(_model);
        if (addSpecial)
        {
            AddAll(_parts.Before, sink, at: 0);
        }

        var source = NormalizedText.WellFormed(text);
        var from = 0;
        while (_raw.Next(source, from, recogniseSpecial, out var start, out var end) is { } token)
        {
            EncodeBetween(source, from, start, recogniseSpecial, words, sink);
            sink.Add(token.Id, start, end);
            from = end;
        }

        EncodeBetween(source, from, source.Length, recogniseSpecial, words, sink);
        if (addSpecial)
        {
            AddAll(_parts.After, sink, at: text.Length);
        }

        _idle.Add(words);
    }

    private static void AddAll(int[] ids, EncodingSink sink, int at)
    {
        foreach (var id in ids)
        {
            sink.Add(id, at, at);
        }
    }

    // Text between two tokens: normalised, searched for tokens that are written in normalised form, then cut into words.
    private void EncodeBetween(string source, int start, int end, bool recogniseSpecial, WordEncoder words, EncodingSink sink)
    {
        if (start >= end)
        {
            return;
        }

        // Nothing is rewritten and nothing searched for: the text itself, without a copy of it.
        if (_parts.Normalizer.Count == 0 && _normalized.IsEmpty)
        {
            EncodeWords(NormalizedText.Unchanged(source), start, end, shift: 0, words, sink);
            return;
        }

        var piece = Normalize(start == 0 && end == source.Length ? source : source[start..end]);
        var from = 0;
        while (_normalized.Next(piece.Text, from, recogniseSpecial, out var at, out var after) is { } token)
        {
            EncodeWords(piece, from, at, start, words, sink);
            sink.Add(token.Id, start + piece.SourceStart(at), start + piece.SourceEnd(after - 1));
            from = after;
        }

        EncodeWords(piece, from, piece.Text.Length, start, words, sink);
    }

    private void EncodeWords(NormalizedText piece, int from, int to, int shift, WordEncoder words, EncodingSink sink)
    {
        if (from >= to)
        {
            return;
        }

        if (IsBytes && piece.Starts is null)
        {
            sink.AddBytes(piece.Text.AsSpan(from, to - from), shift + from, _model);
            return;
        }

        _parts.PreTokenizer.Cut(piece.Text.AsSpan(from, to - from), (word, offset, floor) =>
        {
            sink.Add(words.Encode(word, out var lengths));
            if (sink.WithSpans)
            {
                sink.AddSpans(word, lengths, piece, from + offset, from + floor, shift);
            }
        });
    }

    private NormalizedText Normalize(string text)
    {
        var normalized = NormalizedText.Unchanged(text);
        foreach (var step in _parts.Normalizer)
        {
            normalized = step.Apply(normalized);
        }

        return normalized;
    }
}
