using System.Text;

namespace TrainForge.Text.Tokenizers;

/// <summary>
/// Text as the merges see it, and where each of its characters came from. Positions are null while they are the same as in the source.
/// </summary>
internal readonly record struct NormalizedText(string Text, int[]? Starts, int[]? Ends)
{
    public int SourceStart(int index) => Starts is null ? index : index < Starts.Length ? Starts[index] : index == 0 ? 0 : Ends![index - 1];

    public int SourceEnd(int index) => Ends is null ? index + 1 : Ends[index];

    /// <summary>Lone surrogates become U+FFFD, one for one, so that positions stay.</summary>
    public static string WellFormed(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
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

    public static NormalizedText Unchanged(string text) => new(text, null, null);

    /// <summary>
    /// Composes (NFC) stretch by stretch. Nothing below U+0300 composes with what stands before it, so each such character begins a stretch;
    /// the characters of a stretch that changed all point at the whole of it.
    /// </summary>
    public static NormalizedText Composed(string text)
    {
        if (text.IsNormalized(NormalizationForm.FormC))
        {
            return Unchanged(text);
        }

        var composed = new StringBuilder(text.Length);
        var starts = new List<int>(text.Length);
        var ends = new List<int>(text.Length);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start + 1;
            while (end < text.Length && text[end] >= '\u0300')
            {
                end++;
            }

            var stretch = text[start..end];
            var changed = stretch.Normalize(NormalizationForm.FormC);
            var same = changed.Equals(stretch, StringComparison.Ordinal);
            composed.Append(changed);
            for (var i = 0; i < changed.Length; i++)
            {
                starts.Add(same ? start + i : start);
                ends.Add(same ? start + i + 1 : end);
            }
        }

        return new NormalizedText(composed.ToString(), [.. starts], [.. ends]);
    }
}
