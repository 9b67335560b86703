using System.Buffers;

namespace TrainForge.Text.Tokenizers;

/// <summary>Finds added tokens: leftmost, and of those the longest. One pass over the text; a character that begins no token costs almost nothing.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly SearchValues<char> _firsts;
    private readonly Dictionary<(int Node, char Next), int> _edges = [];
    private readonly List<AddedToken?> _ends = [null];

    public AddedTokenMatcher(IEnumerable<AddedToken> tokens)
    {
        var firsts = new HashSet<char>();
        foreach (var token in tokens)
        {
            firsts.Add(token.Content[0]);
            var node = 0;
            foreach (var c in token.Content)
            {
                if (!_edges.TryGetValue((node, c), out var next))
                {
                    next = _edges[(node, c)] = _ends.Count;
                    _ends.Add(null);
                }

                node = next;
            }

            _ends[node] = token;
        }

        _firsts = SearchValues.Create([.. firsts]);
    }

    public bool IsEmpty => _ends.Count == 1;

    /// <summary>
    /// The next token that begins at or after <paramref name="from"/>; null when there is none. What it covers includes the white space it
    /// strips, but never text before <paramref name="from"/>, which belongs to the token before it.
    /// </summary>
    public AddedToken? Next(ReadOnlySpan<char> text, int from, bool withSpecial, out int start, out int end)
    {
        for (start = from; ; start++)
        {
            var step = text[start..].IndexOfAny(_firsts);
            if (step < 0)
            {
                end = start;
                return null;
            }

            start += step;
            var token = Longest(text, start, out end);
            if (token is null)
            {
                continue;
            }

            // What was matched is passed over as a whole even when it does not count, as in the reference.
            if ((token.Special && !withSpecial) || (token.SingleWord && InsideWord(text, start, end)))
            {
                start = end - 1;
                continue;
            }

            while (token.StripLeft && start > from && char.IsWhiteSpace(text[start - 1]))
            {
                start--;
            }

            while (token.StripRight && end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            return token;
        }
    }

    private AddedToken? Longest(ReadOnlySpan<char> text, int start, out int end)
    {
        AddedToken? found = null;
        end = start;
        var node = 0;
        for (var i = start; i < text.Length && _edges.TryGetValue((node, text[i]), out node); i++)
        {
            if (_ends[node] is { } token)
            {
                (found, end) = (token, i + 1);
            }
        }

        return found;
    }

    private static bool InsideWord(ReadOnlySpan<char> text, int start, int end)
    {
        var before = start > 1 && char.IsLowSurrogate(text[start - 1]) ? start - 2 : start - 1;
        return (start > 0 && CharClasses.IsWord(text, before)) || (end < text.Length && CharClasses.IsWord(text, end));
    }
}
