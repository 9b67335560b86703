using TrainForge.Conversations;
using TrainForge.Data.Duplicates;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Benchmarks;

/// <summary>
/// Near duplicates on one thread: sketching, which a build does on all cores and keeps, and finding, which it does once over all.
/// Examples are parsed from their lines whenever the finding asks for one, as from disk.
/// </summary>
internal static class NearDuplicateBenchmark
{
    private const int Few = 20_000;
    private const int Many = 200_000;
    private const int QuestionWords = 60;
    private const int AnswerWords = 140;

    private static readonly NearDuplicateOptions Options = new();
    private static readonly NearSketch Sketch = new(Options);

    public static Contest Prepare()
    {
        var none = Examples(Few, copies: 0);
        var half = Examples(Few, copies: 50);
        var large = Examples(Many, copies: 20);
        var set = Shingles.Of(none[0], Options).All;
        var signature = new byte[Options.Permutations];
        return new(
            5,
            [
                new Contender("sketch", "examples", Few, () => none.ForEach(e => Sketch.Of(e))),
                Finding("find, none alike", none),
                Finding("find, half of them copies", half),
                Finding("find, 200,000, a fifth copies", large),
                new Contender("sketch and find, half copies", "examples", Few, () => Find(Sketched(half), Lines(half))),
                new Contender("MinHash of a set, as defined", "sets", 1000, () => Repeat(() => MinHash.Reference(set, signature))),
                new Contender("MinHash of a set", "sets", 1000, () => Repeat(() => MinHash.Run(set, signature)), "MinHash of a set, as defined"),
            ],
            InProcess: true);
    }

    private static Contender Finding(string name, List<Example> examples)
    {
        var (sketches, lines) = (Sketched(examples), Lines(examples));
        return new Contender(name, "examples", examples.Count, () => Find(sketches, lines));
    }

    private static void Find(List<byte[]> sketches, Dictionary<string, byte[]> lines)
    {
        var rows = lines.Keys.Zip(sketches, Row).ToList();
        var stage = new NearDuplicates(Options);
        stage.Run(new ExampleTable(rows, row => ExampleJson.Read(lines[row.Id])), new StageLog(stage.Name), CancellationToken.None);
    }

    private static ExampleRow Row(string id, byte[] sketch)
    {
        var row = new ExampleRow { Id = id, Group = id, Source = "stash" };
        row.Add(Sketch, sketch);
        return row;
    }

    private static List<byte[]> Sketched(List<Example> examples) => examples.ConvertAll(Sketch.Of);

    private static Dictionary<string, byte[]> Lines(List<Example> examples) => examples.ToDictionary(e => e.Id, ExampleJson.ToLine, StringComparer.Ordinal);

    private static void Repeat(Action run)
    {
        for (var i = 0; i < 1000; i++)
        {
            run();
        }
    }

    // A copy has a few words of its own: from one that is left out to one that is only looked at.
    private static List<Example> Examples(int count, int copies)
    {
        var random = new Random(9);
        var words = Corpus.Prose(400_000).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var texts = new List<string[]>();
        for (var i = 0; i < count; i++)
        {
            var text = random.Next(100) < copies && i > 0 ? (string[])texts[random.Next(i)].Clone() : [.. Enumerable.Range(0, QuestionWords + AnswerWords).Select(_ => words[random.Next(words.Length)])];
            for (var change = random.Next(8); change > 0; change--)
            {
                text[random.Next(text.Length)] = words[random.Next(words.Length)];
            }

            texts.Add(text);
        }

        return [.. texts.Select((text, i) => Example(i, string.Join(' ', text[..QuestionWords]), string.Join(' ', text[QuestionWords..])))];
    }

    private static Example Example(int i, string question, string answer) => new()
    {
        Id = $"{i:x16}",
        Group = $"{i:x16}",
        Source = "stash",
        Messages = [new(Role.System, "You are a careful clerk who answers from the books alone."), new(Role.User, question), new(Role.Assistant, answer)],
        Trained = [false, false, true],
    };
}
