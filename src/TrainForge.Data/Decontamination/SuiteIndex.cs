using System.Globalization;
using System.Runtime.InteropServices;
using TrainForge.Data.Duplicates;
using TrainForge.Options;

namespace TrainForge.Data.Decontamination;

/// <summary>
/// Every passage of the evaluation texts, as a hash: what it holds grows with them, not with what is trained on. Serves many
/// threads once it was filled. Words are those of <see cref="NormalText"/>.
/// </summary>
internal sealed class SuiteIndex
{
    // Odd, so that no bit is lost; its power takes the oldest word out again.
    private const ulong Step = 0xD6E8_FEB8_6659_FD93;

    [ThreadStatic]
    private static HashList? _words;

    private readonly Dictionary<ulong, Passage> _passages = [];
    private readonly Dictionary<ulong, int> _questions = [];
    private readonly DecontaminationOptions _options;
    private readonly ulong _oldest = 1;
    private int _texts;

    private SuiteIndex(DecontaminationOptions options, IReadOnlyList<SuiteFile> files)
    {
        _options = options;
        Files = files;
        for (var i = 0; i < options.Words; i++)
        {
            _oldest *= Step;
        }
    }

    public IReadOnlyList<SuiteFile> Files { get; }

    /// <summary>Of names and contents of the files; empty without any.</summary>
    public string Hash { get; private init; } = "";

    /// <param name="redact">As what is trained on is redacted: otherwise a passage with a name in it would be missed.</param>
    public static SuiteIndex Load(DecontaminationOptions options, string baseFolder, Func<string, string> redact, CancellationToken cancel)
    {
        var files = SuiteFile.Find(options.Against, baseFolder);
        var index = new SuiteIndex(options, files) { Hash = files.Count == 0 ? "" : SuiteFile.HashOf(files) };
        for (var suite = 0; suite < files.Count; suite++)
        {
            foreach (var text in SuiteTexts.Read(files[suite]))
            {
                cancel.ThrowIfCancellationRequested();
                index.Add(redact(text.Text), text.Asks, suite);
            }
        }

        index.ForgetCommon();
        return index;
    }

    /// <summary>The first file that shares a passage with a text; null when none does.</summary>
    /// <param name="asks">A user said it.</param>
    public string? Find(string text, bool asks)
    {
        if (Files.Count == 0)
        {
            return null;
        }

        var words = Words(text);
        var found = int.MaxValue;
        if (words.Length >= _options.Words)
        {
            var hash = 0UL;
            for (var i = 0; i < words.Length; i++)
            {
                hash = Roll(hash, words, i);
                if (i >= _options.Words - 1 && _passages.TryGetValue(hash, out var passage))
                {
                    found = Math.Min(found, passage.Suite);
                }
            }
        }
        else if (asks && _questions.TryGetValue(Whole(words), out var suite))
        {
            found = suite;
        }

        return found == int.MaxValue ? null : Files[found].Name;
    }

    private void Add(string text, bool asks, int suite)
    {
        var words = Words(text);
        _texts++;
        if (words.Length >= _options.Words)
        {
            var hash = 0UL;
            for (var i = 0; i < words.Length; i++)
            {
                hash = Roll(hash, words, i);
                if (i >= _options.Words - 1)
                {
                    ref var passage = ref CollectionsMarshal.GetValueRefOrAddDefault(_passages, hash, out var known);
                    passage = known
                        ? passage with { Texts = passage.Texts + (passage.Last == _texts ? 0 : 1), Last = _texts }
                        : new Passage(suite, 1, _texts);
                }
            }
        }
        else if (asks && words.Length >= _options.MinWords)
        {
            _questions.TryAdd(Whole(words), suite);
        }
    }

    // What stands in many evaluation texts is how they all begin.
    private void ForgetCommon()
    {
        if (_options.MaxTexts > 0)
        {
            foreach (var common in _passages.Where(p => p.Value.Texts > _options.MaxTexts).Select(p => p.Key).ToList())
            {
                _passages.Remove(common);
            }
        }
    }

    private ulong Roll(ulong hash, ReadOnlySpan<ulong> words, int at)
    {
        hash = (hash * Step) + words[at];
        return at < _options.Words ? hash : hash - (_oldest * words[at - _options.Words]);
    }

    private static ulong Whole(ReadOnlySpan<ulong> words)
    {
        var hash = Hash64.Seed;
        foreach (var word in words)
        {
            hash = Hash64.Add(hash, word);
        }

        return Hash64.Finish(hash);
    }

    private static ReadOnlySpan<ulong> Words(string text)
    {
        var words = _words ??= new HashList();
        words.Clear();
        NormalText.Words(text, ignoreDigits: false, words);
        return words.Items;
    }

    /// <summary>Everything that what it finds depends on, besides the text.</summary>
    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{Hash} {_options.Words} {_options.MinWords} {_options.MaxTexts}");

    /// <param name="Suite">The first file it stands in.</param>
    /// <param name="Texts">How many texts it stands in.</param>
    /// <param name="Last">The number of the last of them.</param>
    private readonly record struct Passage(int Suite, int Texts, int Last);
}
