using System.Text;

namespace TrainForge.Text.Tokenizers;

/// <summary>
/// Text as the merges see it, and where each of its characters came from. Positions are null while they are the same as in the source.
/// </summary>
internal readonly record struct NormalizedText(string Text, int[]? Starts, int[]? Ends)
{
    // A byte order mark turned round. Asked to compose it, the runtime throws.
    private const char RefusedByRuntime = '\uFFFE';

    public int SourceStart(int index) => Starts is null ? index : index < Starts.Length ? Starts[index] : index == 0 ? 0 : Ends![index - 1];

    public int SourceEnd(int index) => Ends is null ? index + 1 : Ends[index];

    /// <summary>Lone surrogates become U+FFFD, one for one, so that positions stay.</summary>
    public static string WellFormed(string text)
    {
        if (IsWellFormed(text))
        {
            return text;
        }

        var chars = text.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (char.IsHighSurrogate(chars[i]) && i + 1 < chars.Length && char.IsLowSurrogate(chars[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(chars[i]))
            {
                chars[i] = '\uFFFD';
            }
        }

        return new string(chars);
    }

    /// <summary>It holds no lone surrogate.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }

    public static NormalizedText Unchanged(string text) => new(text, null, null);

    /// <summary>
    /// Composes (NFC) stretch by stretch. Nothing below U+0300 composes with what stands before it, so each such character begins a stretch;
    /// the characters of a stretch that changed all point at the whole of it. U+FFFE, which composes with nothing, is one by itself.
    /// </summary>
    public NormalizedText Composed()
    {
        if (!Text.Contains(RefusedByRuntime, StringComparison.Ordinal) && Text.IsNormalized(NormalizationForm.FormC))
        {
            return this;
        }

        var composed = new Rewrite(this);
        for (int start = 0, end; start < Text.Length; start = end)
        {
            end = start + 1;
            while (Text[start] != RefusedByRuntime && end < Text.Length && Text[end] >= '\u0300' && Text[end] != RefusedByRuntime)
            {
                end++;
            }

            var stretch = Text[start..end];
            var changed = Text[start] == RefusedByRuntime ? stretch : stretch.Normalize(NormalizationForm.FormC);
            if (changed.Equals(stretch, StringComparison.Ordinal))
            {
                composed.Keep(start, end);
            }
            else
            {
                composed.Put(changed, start, end);
            }
        }

        return composed.Done();
    }

    /// <summary>Puts a text in front; it covers nothing. An empty text stays empty.</summary>
    public NormalizedText Prepended(string prefix)
    {
        if (Text.Length == 0)
        {
            return this;
        }

        var prepended = new Rewrite(this);
        prepended.Put(prefix, 0, 0);
        prepended.Keep(0, Text.Length);
        return prepended.Done();
    }

    /// <summary>Writes another text wherever one stands; what is written covers what it replaced.</summary>
    public NormalizedText Replaced(string old, string with)
    {
        if (!Text.Contains(old, StringComparison.Ordinal))
        {
            return this;
        }

        var replaced = new Rewrite(this);
        for (int start = 0, found; start < Text.Length; start = found + old.Length)
        {
            found = Text.IndexOf(old, start, StringComparison.Ordinal);
            if (found < 0)
            {
                replaced.Keep(start, Text.Length);
                break;
            }

            replaced.Keep(start, found);
            replaced.Put(with, found, found + old.Length);
        }

        return replaced.Done();
    }

    // A text put together from parts of another, each with where it came from in the source.
    private sealed class Rewrite(NormalizedText from)
    {
        private readonly StringBuilder _text = new(from.Text.Length + 8);
        private readonly List<int> _starts = new(from.Text.Length + 8);
        private readonly List<int> _ends = new(from.Text.Length + 8);

        public void Keep(int start, int end)
        {
            _text.Append(from.Text, start, end - start);
            for (var i = start; i < end; i++)
            {
                _starts.Add(from.SourceStart(i));
                _ends.Add(from.SourceEnd(i));
            }
        }

        public void Put(string text, int start, int end)
        {
            _text.Append(text);
            for (var i = 0; i < text.Length; i++)
            {
                _starts.Add(from.SourceStart(start));
                _ends.Add(end > start ? from.SourceEnd(end - 1) : from.SourceStart(start));
            }
        }

        public NormalizedText Done() => new(_text.ToString(), [.. _starts], [.. _ends]);
    }
}
