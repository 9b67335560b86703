namespace TrainForge.Text.Tokenizers;

/// <summary>One step of cutting text into words. Each step cuts every piece the step before it left.</summary>
internal abstract record PreTokenizerStep;

internal sealed record SplitStep(SplitPattern Pattern) : PreTokenizerStep;

/// <summary>Digits apart from everything else: each alone, or in runs.</summary>
internal sealed record DigitsStep(bool Individual) : PreTokenizerStep;

/// <summary>A blank in front of every piece that does not begin with one.</summary>
internal sealed record PrefixSpaceStep : PreTokenizerStep;

/// <summary>Cuts a text by its steps and hands each word on, with where it begins.</summary>
internal sealed class PreTokenizer(IReadOnlyList<PreTokenizerStep> steps)
{
    /// <summary>A word, where it begins in the text, and the first place of the text that it may claim to cover.</summary>
    public delegate void Word(ReadOnlySpan<char> word, int offset, int floor);

    public static PreTokenizer None { get; } = new([]);

    /// <summary>No step adds anything: the words put together are the text.</summary>
    public bool OnlyCuts { get; } = !steps.OfType<PrefixSpaceStep>().Any();

    public void Cut(ReadOnlySpan<char> text, Word take) => Cut(text, 0, 0, 0, take);

    private void Cut(ReadOnlySpan<char> piece, int offset, int floor, int step, Word take)
    {
        if (step == steps.Count)
        {
            take(piece, offset, floor);
            return;
        }

        switch (steps[step])
        {
            case PrefixSpaceStep when piece[0] != ' ':
                Cut(" " + piece.ToString(), offset - 1, offset, step + 1, take);
                break;
            case PrefixSpaceStep:
                Cut(piece, offset, floor, step + 1, take);
                break;
            case SplitStep split:
                for (int start = 0, end; start < piece.Length; start = end)
                {
                    end = Splitter.End(split.Pattern, piece, start);
                    Cut(piece[start..end], offset + start, Math.Max(floor, offset + start), step + 1, take);
                }

                break;
            case DigitsStep digits:
                for (int start = 0, end; start < piece.Length; start = end)
                {
                    end = DigitsEnd(piece, start, digits.Individual);
                    Cut(piece[start..end], offset + start, Math.Max(floor, offset + start), step + 1, take);
                }

                break;
        }
    }

    private static int DigitsEnd(ReadOnlySpan<char> text, int start, bool individual)
    {
        var isNumber = CharClasses.At(text, start, out var length) == CharClass.Number;
        var at = start + length;
        if (isNumber && individual)
        {
            return at;
        }

        while (at < text.Length && (CharClasses.At(text, at, out length) == CharClass.Number) == isNumber)
        {
            at += length;
        }

        return at;
    }
}
