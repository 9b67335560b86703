using TrainForge.Conversations;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// The pieces of what an example asks and teaches: of every message of a user, and of every trained turn its text, its thoughts
/// and its calls. Instructions, tools and their results are left out: they are shared by all examples of a project, or differ
/// with every run. A piece never reaches from one message into another.
/// </summary>
internal sealed record Shingles
{
    [ThreadStatic]
    private static HashList? _words;

    [ThreadStatic]
    private static HashList? _pieces;

    private Shingles(ulong[] all, ulong[] trained) => (All, Trained) = (all, trained);

    /// <summary>Distinct and sorted. Empty when nothing of it can be compared.</summary>
    public ulong[] All { get; }

    /// <summary>Those of trained turns alone.</summary>
    public ulong[] Trained { get; }

    public static Shingles Of(Example example, NearDuplicateOptions options)
    {
        var pieces = _pieces ??= new HashList();
        pieces.Clear();
        foreach (var (message, trained) in example.Messages.Zip(example.Trained))
        {
            if (trained)
            {
                Add(message, options, pieces);
            }
        }

        var taught = pieces.Distinct();
        pieces.Clear();
        foreach (var message in example.Messages)
        {
            if (message.Role == Role.User)
            {
                Add(message, options, pieces);
            }
        }

        foreach (var piece in taught)
        {
            pieces.Add(piece);
        }

        return new Shingles(pieces.Distinct(), taught);
    }

    /// <summary>Of both together, the share they have in common. Two empty sets have nothing in common.</summary>
    public static double Similarity(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var (common, i, j) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            var (a, b) = (one[i], other[j]);
            common += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return common == 0 ? 0 : (double)common / (one.Length + other.Length - common);
    }

    private static void Add(Message message, NearDuplicateOptions options, HashList pieces)
    {
        var words = _words ??= new HashList();
        words.Clear();
        foreach (var part in message.Parts)
        {
            switch (part)
            {
                case TextPart text:
                    Cut(text.Text, options, words);
                    break;
                case ReasoningPart thought:
                    Cut(thought.Text, options, words);
                    break;
                case ToolCallPart { Call: var call }:
                    Cut(call.Name, options, words);
                    Cut(call.ArgumentsText, options, words);
                    break;
            }
        }

        Join(words.Items, options.ShingleSize, pieces);
    }

    private static void Cut(string text, NearDuplicateOptions options, HashList words)
    {
        if (options.Shingle == ShingleUnit.Words)
        {
            NormalText.Words(text, options.IgnoreDigits, words);
        }
        else
        {
            NormalText.Characters(text, options.IgnoreDigits, words);
        }
    }

    // A text shorter than a piece is one piece.
    private static void Join(ReadOnlySpan<ulong> words, int size, HashList pieces)
    {
        if (words.Length == 0)
        {
            return;
        }

        var length = Math.Min(size, words.Length);
        for (var i = 0; i + length <= words.Length; i++)
        {
            var hash = Hash64.Seed;
            foreach (var word in words.Slice(i, length))
            {
                hash = Hash64.Add(hash, word);
            }

            pieces.Add(Hash64.Finish(hash));
        }
    }
}
