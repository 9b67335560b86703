using TrainForge.Conversations;
using TrainForge.Data.Duplicates;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Tests.Data.Duplicates;

public class NearDuplicatesTests
{
    private const string Question = "Which of the orders of last week were paid by card and sent to a customer abroad, and what did each of them weigh when it left the house in the end?";
    private const string Answer = "There were three of them: the lamp for Oslo with two kilograms, the kettle for Turin with three, and the box of nails for Ghent that weighed eleven.";

    private static readonly NearDuplicateOptions Usual = new();

    [Fact]
    public void Of_two_that_differ_in_a_word_the_first_is_kept()
    {
        var options = Usual with { Threshold = 0.75, Bands = 32 };
        var table = Table(options, Rows.Ask("b", Question, Answer), Rows.Ask("a", Question, Answer.Replace("Oslo", "Bergen", StringComparison.Ordinal)));

        var log = Rows.Run(new NearDuplicates(options), table);

        Assert.Equal(["a"], table.Rows.Select(r => r.Id));
        Assert.Equal(("near-duplicate", "b", "a"), (log.Items[0].Reason, log.Items[0].Id, log.Items[0].Kept));
    }

    [Fact]
    public void The_longest_is_kept_on_request()
    {
        var options = Usual with { Keep = KeptDuplicate.Longest };
        var table = Table(options, Rows.Ask("a", Question, Answer), Rows.Ask("b", Question, Answer + " Good."));

        Rows.Run(new NearDuplicates(options), table);

        Assert.Equal(["b"], table.Rows.Select(r => r.Id));
    }

    [Fact]
    public void Another_answer_to_the_same_question_stays_and_shares_the_group()
    {
        var table = Table(Usual, Rows.Ask("a", Question, "Yes."), Rows.Ask("b", Question, "No, none of them."), Rows.Ask("c", "Something else?", "No."));

        var log = Rows.Run(new NearDuplicates(Usual), table);

        Assert.Empty(log.Items);
        Assert.Equal(["a", "a", "c"], table.Rows.Select(r => r.Group));
    }

    [Fact]
    public void Groups_that_meet_take_all_their_rows_along_those_nobody_is_to_imitate_too()
    {
        var stage = new NearDuplicates(Usual with { Drop = false });
        var table = Rows.Table(
            stage,
            [Rows.Ask("1", Question, Answer, "x"), Rows.Ask("2", "Alone?", "Quite.", "y"), Rows.Ask("3", Question + "!", Answer, "y"), Rows.Ask("4", "Apart?", "Quite.", "z")],
            [Rows.Ask("5", "Wrong?", "Right.", "y")]);

        Rows.Run(stage, table);

        Assert.Equal(["x", "x", "x", "z"], table.Rows.Select(r => r.Group));
        Assert.Equal("x", table.Rejected[0].Group);
    }

    [Fact]
    public void Instructions_and_results_of_tools_do_not_make_examples_alike()
    {
        Message system = new(Role.System, string.Concat(Enumerable.Repeat(Question, 9)));
        Message result = new(Role.Tool, [new ToolResultPart("call_1", "sh", string.Concat(Enumerable.Repeat(Answer, 9)))]);
        var table = Table(
            Usual,
            Rows.Of("a", null, system, new(Role.User, "Is it on?"), Rows.Call("sh", "command", "systemctl status lamp"), result, new(Role.Assistant, "It is.")),
            Rows.Of("b", null, system, new(Role.User, "Who is there?"), Rows.Call("sh", "command", "who"), result, new(Role.Assistant, "Ada.")));

        Rows.Run(new NearDuplicates(Usual), table);

        Assert.Equal(["a", "b"], table.Rows.Select(r => r.Group));
    }

    [Fact]
    public void A_chain_is_one_group_but_its_ends_are_both_kept()
    {
        // Each is near to the next; the first and the last are not.
        var words = Question.Split(' ');
        var chain = Enumerable.Range(0, 7).Select(i => Rows.Ask($"{i}", string.Join(' ', words.Select((w, at) => at < 3 * i ? $"{w}x" : w)), Answer)).ToArray();
        var options = Usual with { Threshold = 0.8 };
        var table = Table(options, chain);

        var log = Rows.Run(new NearDuplicates(options), table);

        Assert.InRange(table.Rows.Count, 2, 6);
        Assert.Single(table.Rows.Select(r => r.Group).Distinct());
        Assert.All(log.Items, item => Assert.True(Similarity(chain[int.Parse(item.Id, System.Globalization.CultureInfo.InvariantCulture)], chain[int.Parse(item.Kept!, System.Globalization.CultureInfo.InvariantCulture)]) >= 0.8));
    }

    [Fact]
    public void Nothing_that_can_be_compared_is_like_nothing()
    {
        var table = Table(Usual, Rows.Ask("a", "?", "!"), Rows.Ask("b", "?", "!!"), Rows.Ask("c", Question, ":)"), Rows.Ask("d", Question, ":("));

        Rows.Run(new NearDuplicates(Usual), table);

        Assert.Equal(["a", "b", "c", "d"], table.Rows.Select(r => r.Id));
        Assert.Equal(["a", "b", "c", "c"], table.Rows.Select(r => r.Group));
    }

    [Theory]
    [InlineData(ShingleUnit.Words, 3, 0.9, 128, 16)]
    [InlineData(ShingleUnit.Words, 1, 0.8, 128, 16)]
    [InlineData(ShingleUnit.Characters, 9, 0.85, 96, 16)]
    [InlineData(ShingleUnit.Words, 2, 0.6, 128, 32)]
    public void Finds_what_comparing_everything_with_everything_finds(ShingleUnit unit, int size, double threshold, int permutations, int bands)
    {
        var options = new NearDuplicateOptions { Shingle = unit, ShingleSize = size, Threshold = threshold, Permutations = permutations, Bands = bands, Drop = false };
        Assert.Empty(options.Check());
        var examples = Corpus(seed: 11, families: 60, copies: 6);
        var shingles = examples.ConvertAll(e => Shingles.Of(e, options));
        var pairs = (from i in Enumerable.Range(0, examples.Count)
                     from j in Enumerable.Range(i + 1, examples.Count - i - 1)
                     let similarity = Shingles.Similarity(shingles[i].All, shingles[j].All)
                     where similarity >= threshold
                     select (i, j)).ToList();
        var truth = new Clusters(examples.Count);
        pairs.ForEach(p => truth.Join(p.i, p.j));
        var table = Table(options, [.. examples]);

        Rows.Run(new NearDuplicates(options), table);

        var groups = table.Rows.Select(r => r.Group).ToList();
        var together = pairs.Count(p => groups[p.i] == groups[p.j]);
        var wrong = (from i in Enumerable.Range(0, examples.Count)
                     from j in Enumerable.Range(i + 1, examples.Count - i - 1)
                     where groups[i] == groups[j] && !truth.AreOne(i, j)
                     select (i, j)).Count();
        Assert.True(pairs.Count > 100, $"{pairs.Count} pairs prove little.");
        Assert.True(together >= 0.99 * pairs.Count, $"{together} of {pairs.Count} pairs were found.");
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void What_is_left_out_is_near_to_what_was_kept_and_what_was_kept_is_not_near_to_each_other()
    {
        var examples = Corpus(seed: 5, families: 40, copies: 8);
        var byId = examples.ToDictionary(e => e.Id, StringComparer.Ordinal);
        var table = Table(Usual, [.. examples]);

        var log = Rows.Run(new NearDuplicates(Usual), table);

        Assert.True(log.Items.Count > 50);
        Assert.All(log.Items, item => Assert.True(Similarity(byId[item.Id], byId[item.Kept!]) >= 0.9 && Taught(byId[item.Id], byId[item.Kept!]) >= 0.9));
        var kept = table.Rows.Select(r => byId[r.Id]).ToList();
        var missed = (from i in Enumerable.Range(0, kept.Count)
                      from j in Enumerable.Range(i + 1, kept.Count - i - 1)
                      where Similarity(kept[i], kept[j]) >= 0.9 && Taught(kept[i], kept[j]) >= 0.9
                      select (i, j)).Count();
        Assert.True(missed <= 0.01 * log.Items.Count, $"{missed} pairs were overlooked.");
    }

    [Fact]
    public void The_order_of_the_rows_decides_nothing()
    {
        var examples = Corpus(seed: 3, families: 30, copies: 5);
        var expected = Outcome(examples);

        for (var seed = 0; seed < 5; seed++)
        {
            var shuffled = examples.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Outcome(shuffled));
        }

        static List<string> Outcome(IReadOnlyList<Example> examples)
        {
            var table = Table(Usual, [.. examples]);
            var log = Rows.Run(new NearDuplicates(Usual), table);
            return [.. table.Rows.Select(r => $"{r.Id} in {r.Group}").Concat(log.Items.Select(i => $"{i.Id} by {i.Kept}")).Order(StringComparer.Ordinal)];
        }
    }

    // More than are compared all with all: those behind the first must be found by comparing with them.
    [Fact]
    public void A_crowded_bucket_is_still_one_cluster()
    {
        var examples = Enumerable.Range(0, 500).Select(i => Rows.Ask($"{i:000}", $"{Question} {(i % 2 == 0 ? "Now" : "Then")}?", Answer)).ToArray();
        var table = Table(Usual, examples);

        Rows.Run(new NearDuplicates(Usual), table);

        Assert.Equal(["000"], table.Rows.Select(r => r.Id));
    }

    [Fact]
    public void Switched_off_it_sketches_and_changes_nothing()
    {
        var stage = new NearDuplicates(Usual with { Enabled = false });
        var table = Rows.Table(stage, [Rows.Ask("a", Question, Answer), Rows.Ask("b", Question + "?", Answer)]);

        Rows.Run(stage, table);

        Assert.Empty(stage.Sketches);
        Assert.Equal(2, table.Rows.Count);
    }

    [Fact]
    public void Cancelling_ends_it() => Assert.Throws<OperationCanceledException>(() =>
        new NearDuplicates(Usual).Run(Table(Usual, Rows.Ask("a", Question, Answer)), new StageLog("near-duplicates"), new CancellationToken(canceled: true)));

    [Theory]
    [InlineData(0.9, 100, 10, "permutations")]
    [InlineData(0.9, 128, 10, "bands")]
    [InlineData(0.5, 128, 16, "bands")]
    public void Settings_that_would_not_find_what_they_promise_are_refused(double threshold, int permutations, int bands, string setting)
    {
        var problem = Assert.Single(new NearDuplicateOptions { Threshold = threshold, Permutations = permutations, Bands = bands }.Check());

        Assert.Contains($"'{setting}'", problem.Message, StringComparison.Ordinal);
    }

    private static double Similarity(Example one, Example other) => Shingles.Similarity(Shingles.Of(one, Usual).All, Shingles.Of(other, Usual).All);

    private static double Taught(Example one, Example other) => Shingles.Similarity(Shingles.Of(one, Usual).Trained, Shingles.Of(other, Usual).Trained);

    private static ExampleTable Table(NearDuplicateOptions options, params IReadOnlyList<Example> examples) => Rows.Table(new NearDuplicates(options), examples);

    // Families of texts, each member with its own number of changed words: similarities from 1 down to none.
    private static List<Example> Corpus(int seed, int families, int copies)
    {
        var random = new Random(seed);
        return
        [
            .. from family in Enumerable.Range(0, families)
               let words = Enumerable.Range(0, 120).Select(_ => $"w{random.Next(2000)}").ToArray()
               from copy in Enumerable.Range(0, copies)
               let changes = copy == 0 ? 0 : random.Next(10)
               let changed = Enumerable.Range(0, changes).Select(_ => random.Next(words.Length)).ToHashSet()
               let text = words.Select((w, i) => changed.Contains(i) ? $"x{random.Next(2000)}" : w).ToList()
               select Rows.Ask($"{family:00}-{copy}", string.Join(' ', text[..60]), string.Join(' ', text[60..])),
        ];
    }
}
