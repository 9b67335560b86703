namespace TrainForge.Text.Tokenizers;

/// <summary>
/// The split patterns by hand: from a start, the end of the word that begins there. Alternatives are tried in the order of the pattern;
/// every character belongs to some word, so the words tile the text. Each word is found in time linear in its length and the run of
/// white space after it. Contractions match ASCII letters only: case folding of U+017F (ſ) to 's' is left out, as llama.cpp does.
/// </summary>
internal static class Splitter
{
    public static int End(SplitPattern pattern, ReadOnlySpan<char> text, int start) => pattern switch
    {
        SplitPattern.Gpt2 => Gpt2End(text, start),
        SplitPattern.Llama3 => ModernEnd(text, start, digits: 3),
        SplitPattern.Qwen2 => ModernEnd(text, start, digits: 1),
        _ => text.Length,
    };

    private static int Gpt2End(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'' && Contraction(text, start, ignoreCase: false) is var end && end > 0)
        {
            return end;
        }

        // " ?X+": a blank belongs to the word after it, unless that word is white space.
        var first = start;
        var kind = CharClasses.At(text, first, out var length);
        if (text[start] == ' ' && start + 1 < text.Length)
        {
            var next = CharClasses.At(text, start + 1, out var nextLength);
            if (next is not (CharClass.Space or CharClass.NewLine))
            {
                (first, kind, length) = (start + 1, next, nextLength);
            }
        }

        return kind is CharClass.Space or CharClass.NewLine
            ? Blanks(text, start, RunOfBlanks(text, start))
            : Run(text, first + length, kind);
    }

    private static int ModernEnd(ReadOnlySpan<char> text, int start, int digits)
    {
        if (text[start] == '\'' && Contraction(text, start, ignoreCase: true) is var end && end > 0)
        {
            return end;
        }

        var kind = CharClasses.At(text, start, out var length);
        var next = start + length;
        switch (kind)
        {
            case CharClass.Letter:
                return Run(text, next, CharClass.Letter);
            case CharClass.Number:
                for (var taken = 1; taken < digits && next < text.Length && CharClasses.At(text, next, out length) == CharClass.Number; taken++)
                {
                    next += length;
                }

                return next;
        }

        var nextKind = next < text.Length ? CharClasses.At(text, next, out length) : CharClass.Space;
        if (kind != CharClass.NewLine && nextKind == CharClass.Letter)
        {
            return Run(text, next + length, CharClass.Letter);
        }

        if (kind == CharClass.Other || (text[start] == ' ' && nextKind == CharClass.Other))
        {
            next = Run(text, next, CharClass.Other);
            while (next < text.Length && text[next] is '\r' or '\n')
            {
                next++;
            }

            return next;
        }

        var run = RunOfBlanks(text, start);
        var lastNewLine = text[start..run].LastIndexOfAny('\r', '\n');
        return lastNewLine >= 0 ? start + lastNewLine + 1 : Blanks(text, start, run);
    }

    // "\s+(?!\S)|\s+": all white space at the end of the text; before a word, all but the last character, if that leaves any.
    private static int Blanks(ReadOnlySpan<char> text, int start, int run) =>
        run == text.Length || run - start == 1 ? run : run - 1;

    private static int RunOfBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && CharClasses.At(text, at, out _) is CharClass.Space or CharClass.NewLine)
        {
            at++;
        }

        return at;
    }

    private static int Run(ReadOnlySpan<char> text, int at, CharClass kind)
    {
        while (at < text.Length && CharClasses.At(text, at, out var length) == kind)
        {
            at += length;
        }

        return at;
    }

    // The end after 's 't 're 've 'm 'll 'd, or 0.
    private static int Contraction(ReadOnlySpan<char> text, int start, bool ignoreCase)
    {
        var fold = ignoreCase ? 0x20 : 0;
        var a = start + 1 < text.Length ? (char)(text[start + 1] | fold) : '\0';
        if (a is 's' or 't' or 'm' or 'd')
        {
            return start + 2;
        }

        var b = start + 2 < text.Length ? (char)(text[start + 2] | fold) : '\0';
        return (a, b) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? start + 3 : 0;
    }
}
