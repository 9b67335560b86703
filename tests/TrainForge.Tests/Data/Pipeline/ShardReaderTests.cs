using TrainForge.Conversations;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Pipeline;

/// <summary>One shard through the stages that judge conversations, and what is known of it afterwards.</summary>
public sealed class ShardReaderTests : IDisposable
{
    private static readonly WordCount Words = new();

    private readonly TempFolder _folder = new();
    private readonly ExampleStore _store;

    public ShardReaderTests() => _store = new ExampleStore(_folder.File("examples"));

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_first_stage_that_leaves_a_conversation_out_is_the_one_that_counts_it()
    {
        var plan = Plan(PipelineStage.Of(new Without("bad", "first")), PipelineStage.Of(new OutcomeFilter(passedOnly: true, keepFlaky: true)), PipelineStage.Of(new Without("b", "second")));
        var judging = Judged(plan, Read(plan, Chat("good"), Chat("bad"), Chat("b"), Chat("bad too", Outcome.Failed), Chat("failed", Outcome.Failed)));

        Assert.Equal(
            [("without-bad", 5L, 3L, "first 2"), ("outcome", 3, 2, "test-failed 1"), ("without-b", 2, 1, "second 1"), ("examples", 1, 1, "")],
            judging.Logs.Select(l => l.Record).Select(r => (r.Name, r.In, r.Out, string.Join(' ', r.Dropped.Select(d => $"{d.Key} {d.Value}")))));
    }

    [Fact]
    public void What_did_not_pass_is_there_to_be_compared_with_and_nowhere_else()
    {
        var plan = Plan(PipelineStage.Of(new OutcomeFilter(passedOnly: true, keepFlaky: true)));
        var judging = Judged(plan, Read(plan, Chat("good"), Chat("failed", Outcome.Failed)));

        Assert.Equal("good", Text(Assert.Single(judging.Rows)));
        Assert.Equal("failed", Text(Assert.Single(judging.Rejected)));
    }

    [Fact]
    public void What_one_stage_keeps_as_the_worse_side_a_later_one_may_forbid_whatever_their_order()
    {
        foreach (var stages in new[] { new[] { PipelineStage.Of(new Poor()), PipelineStage.Of(new Without("evaluated", "contaminated")) }, [PipelineStage.Of(new Without("evaluated", "contaminated")), PipelineStage.Of(new Poor())] })
        {
            var judging = Judged(Plan(stages), Read(Plan(stages), Chat("poor"), Chat("poor and evaluated"), Chat("good")));

            Assert.Equal("poor", Text(Assert.Single(judging.Rejected)));
            Assert.Equal("good", Text(Assert.Single(judging.Rows)));
        }
    }

    [Fact]
    public void A_row_knows_its_sketches_and_its_line_is_the_examples_own()
    {
        var plan = Plan();
        var result = Read(plan, [.. Enumerable.Range(0, 400).Select(i => Chat(string.Concat(Enumerable.Repeat($"word {i} ", 1 + (i * 7)))))]);
        var rows = Judged(plan, result).Rows;

        Assert.Equal(400, rows.Count);
        Assert.All(rows, row =>
        {
            var example = ExampleJson.Read(ExampleLine.Of(row, _store));
            Assert.Equal(Words.Of(example), row.Sketch(Words));
            Assert.Equal(ExampleJson.ToLine(example), ExampleLine.Of(row, _store));
        });
    }

    [Fact]
    public void A_stage_that_knows_better_what_was_offered_changes_the_line_and_nothing_else_of_it()
    {
        var plan = Plan();
        var row = Judged(plan, Read(plan, Chat("a"))).Rows[0];
        var before = ExampleJson.Read(ExampleLine.Of(row, _store));
        row.Tools = [Recording.Add, new ToolDefinition("none")];
        row.Group = "another";

        Assert.Equal(ExampleJson.ToLine(before with { Tools = row.Tools, Group = "another" }), ExampleLine.Of(row, _store));
        row.Tools = [];
        Assert.Equal(ExampleJson.ToLine(before with { Tools = [], Group = "another" }), ExampleLine.Of(row, _store));
    }

    [Fact]
    public void A_shard_that_breaks_off_has_no_conversations()
    {
        var reader = new ShardReader(Plan(), new TrajectoryRedaction(new Redactor(new RedactionOptions())), _store);

        Assert.Empty(reader.Read(new Chats([Chat("a")], isWhole: false), CancellationToken.None).Conversations);
    }

    private static StagePlan Plan(params IEnumerable<PipelineStage> conversations) =>
        new([.. conversations, PipelineStage.Of(new SftExamples(new ExampleOptions())), PipelineStage.Of(new Sketching())]);

    private ShardResult Read(StagePlan plan, params IReadOnlyList<Sighting> chats) =>
        new ShardReader(plan, new TrajectoryRedaction(new Redactor(new RedactionOptions())), _store).Read(new Chats(chats, isWhole: true), CancellationToken.None);

    private static Judging Judged(StagePlan plan, ShardResult result)
    {
        var judging = new Judging(plan);
        foreach (var conversation in Gathering.Of([result]))
        {
            judging.Judge(conversation);
        }

        return judging;
    }

    private string Text(ExampleRow row) => ExampleJson.Read(ExampleLine.Of(row, _store)).Messages[0].Text;

    private static Sighting Chat(string text, Outcome outcome = Outcome.Passed)
    {
        var answer = new Message(Role.Assistant, "Yes.") { Provenance = new MessageProvenance { Generated = true } };
        return new Sighting(
            new Trajectory { Id = text, Source = "fake", Messages = [new Message(Role.User, text), answer], Tools = text.Length % 2 == 0 ? [Recording.Add] : [] },
            new Occurrence("place", new OutcomeLabel(outcome), Time: null));
    }

    private sealed class Chats(IReadOnlyList<Sighting> chats, bool isWhole) : IShard
    {
        public string Place => "place";

        public IReadOnlyList<string> Files => [];

        public bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel)
        {
            foreach (var chat in chats)
            {
                take(chat);
            }

            return isWhole;
        }
    }

    private sealed class Poor : ICandidateStage
    {
        public string Name => "poor";

        public string Fingerprint => "1";

        public Judgement Judge(Candidate candidate) =>
            candidate.Trajectory.Messages[0].Text.Contains("poor", StringComparison.Ordinal) ? Judgement.Reject(candidate, "poor") : Judgement.Keep(candidate);
    }

    private sealed class Without(string word, string reason) : ICandidateStage
    {
        public string Name => $"without-{word}";

        public string Fingerprint => "1";

        public Judgement Judge(Candidate candidate) =>
            candidate.Trajectory.Label is not null ? throw new InvalidOperationException("The verdict is not known yet.")
            : candidate.Trajectory.Messages[0].Text.Contains(word, StringComparison.Ordinal) ? Judgement.Drop(reason)
            : Judgement.Keep(candidate);
    }

    private sealed class WordCount : ISketch
    {
        public string Name => "words";

        public string Fingerprint => "1";

        public byte[] Of(Example example) => BitConverter.GetBytes(example.Messages[0].Text.Split(' ').Length);
    }

    private sealed class Sketching : IWholeStage
    {
        public string Name => "sketching";

        public IReadOnlyList<ISketch> Sketches => [Words];

        public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
        {
        }
    }
}
