using TrainForge.Conversations;
using TrainForge.Data.Decontamination;
using TrainForge.Data.Pipeline;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Decontamination;

public sealed class DecontaminationStageTests : IDisposable
{
    private const string Passage = "Which orders of last week were paid by card and then sent abroad";
    private const string Elsewhere = "The lamp in the hall was lit by nobody that anyone in the house could name later";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Passage, true)]
    [InlineData("Tell me: WHICH orders, of last week,\n were paid *by card* and then sent abroad? Thanks!", true)]
    [InlineData("Which orders of last week were paid by card and then sent", false)]
    [InlineData("Which orders of last month were paid by card and then sent abroad", false)]
    public void Thirteen_words_in_a_row_are_a_passage(string text, bool shared)
    {
        Write("suite.jsonl", $$$"""{"messages":[{"role":"user","content":"Please say: {{{Passage}}}, and why."}]}""");

        Assert.Equal(shared ? "suite.jsonl" : null, Found(new Message(Role.User, text)));
    }

    [Fact]
    public void It_counts_wherever_it_stands_but_in_instructions()
    {
        Write("suite.txt", Passage);
        Message[] where =
        [
            new(Role.Assistant, Passage),
            new(Role.Assistant, [new ReasoningPart(Passage)]),
            Rows.Call("say", "text", Passage),
            new(Role.Tool, [new ToolResultPart("call_1", "cat", $"1: {Passage}")]),
        ];

        Assert.All(where, message => Assert.Equal("suite.txt", Found(new Message(Role.User, "Go on."), message)));
        Assert.Null(Found(new Message(Role.System, Passage), new Message(Role.Developer, Passage), new Message(Role.User, "Go on.")));
    }

    [Fact]
    public void A_short_question_counts_when_a_user_asks_just_that()
    {
        Write("suite.jsonl", """{"prompt":"Who lit the lamp?","answer":"Nobody did it then."}""", """{"messages":[{"role":"user","content":"Yes, do."}]}""");

        Assert.Equal("suite.jsonl", Found(new Message(Role.User, "who lit the LAMP")));
        Assert.Null(Found(new Message(Role.User, "Who lit the lamp in the hall?")));
        Assert.Null(Found(new Message(Role.Assistant, "Who lit the lamp?")));
        Assert.Null(Found(new Message(Role.User, "Nobody did it then.")));
        Assert.Null(Found(new Message(Role.User, "Yes, do.")));
    }

    [Fact]
    public void Roles_instructions_and_tools_of_an_evaluation_are_no_texts_of_it()
    {
        Write("suite.json", $$"""[{"id":"{{Passage}}","tools":[{"description":"{{Passage}}"}],"messages":[{"role":"system","content":"{{Passage}}"},{"role":"user","content":"{{Elsewhere}}"}]}]""");

        Assert.Null(Found(new Message(Role.User, Passage)));
        Assert.Equal("suite.json", Found(new Message(Role.User, Elsewhere)));
    }

    [Fact]
    public void Folders_are_read_whole_and_the_first_file_by_name_is_told()
    {
        Write("suites/b/second.md", $"# Questions\n\n{Passage}\n");
        Write("suites/a.yaml", $"cases:\n  - question: \"Who lit it then?\"\n    answer: |\n      Which orders of last week\n      were paid by card and then sent abroad\n");
        Write("suites/picture.png", Elsewhere);

        Assert.Equal("suites/a.yaml", Found(["suites"], new Message(Role.User, Passage)));
        Assert.Equal("suites/a.yaml", Found(["suites"], new Message(Role.User, "Who lit it then?")));
        Assert.Null(Found(["suites"], new Message(Role.User, Elsewhere)));
    }

    [Fact]
    public void What_every_evaluation_text_begins_with_is_no_passage_of_it()
    {
        Write("suite.jsonl", [.. Enumerable.Range(0, 11).Select(i => $$"""{"prompt":"{{Passage}} {{i}}, of number {{i}} and {{i}} of them?"}""")]);

        Assert.Null(Found(new Message(Role.User, Passage)));
        Assert.Equal("suite.jsonl", Found(new Message(Role.User, "last week were paid by card and then sent abroad 3, of number 3 and 3 of them?")));
        Assert.Equal("suite.jsonl", Stage(new() { Against = ["suite.jsonl"], MaxTexts = 0 }).Judge(Candidate(new Message(Role.User, Passage))).Found);
    }

    [Fact]
    public void The_texts_are_redacted_as_what_is_trained_on_is()
    {
        const string Named = "Write to ada@example.org that the three parcels of last Monday have left the house by noon";
        Write("suite.txt", Named);
        var redactor = new Redactor(new RedactionOptions());
        var redacted = redactor.Redact(Named, new RedactionCounts());
        Assert.NotEqual(Named, redacted);
        var suites = SuiteIndex.Load(new() { Against = ["suite.txt"], Words = 17 }, _folder.Path, text => redactor.Redact(text, new RedactionCounts()), CancellationToken.None);

        Assert.Equal("suite.txt", suites.Find(redacted, asks: true));
    }

    [Fact]
    public void The_fingerprint_is_that_of_contents_and_settings()
    {
        Write("suite.txt", Passage);
        var options = new DecontaminationOptions { Against = ["suite.txt"] };
        var before = Stage(options).Fingerprint;

        File.SetLastWriteTimeUtc(_folder.File("suite.txt"), DateTime.UtcNow.AddHours(1));
        Assert.Equal(before, Stage(options).Fingerprint);
        Assert.NotEqual(before, Stage(options with { Words = 12 }).Fingerprint);
        Write("suite.txt", Passage + "!");
        Assert.NotEqual(before, Stage(options).Fingerprint);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_line_that_is_no_JSON_are_errors()
    {
        Write("suite.jsonl", "{}", "", "{\"prompt\":");
        Directory.CreateDirectory(_folder.File("empty"));

        Assert.Equal("TF2151", Assert.Throws<TrainForgeException>(() => Stage(new() { Against = ["none.jsonl"] })).Diagnostic.Rule.Code);
        Assert.Equal("TF2151", Assert.Throws<TrainForgeException>(() => Stage(new() { Against = ["empty"] })).Diagnostic.Rule.Code);
        var broken = Assert.Throws<TrainForgeException>(() => Stage(new() { Against = ["suite.jsonl"] })).Diagnostic;
        Assert.Equal(("TF2152", 3), (broken.Rule.Code, broken.Where.Line));
    }

    [Fact]
    public void Files_of_the_section_evaluation_are_read_too_unless_nobody_wants_it()
    {
        var evaluation = new EvaluationOptions { Suites = [EvaluationOptions.HeldOut, "b", "a"] };

        Assert.Equal(["a", "b"], new DecontaminationOptions { Against = ["a"] }.With(evaluation).Against);
        Assert.Equal(["a"], new DecontaminationOptions { Against = ["a"], Suites = false }.With(evaluation).Against);
    }

    // The hash rolls; each passage must be the same wherever in a text it begins.
    [Fact]
    public void A_passage_is_found_at_every_place_of_a_long_text()
    {
        Write("suite.txt", Passage);
        var stage = Stage(new() { Against = ["suite.txt"] });
        var filler = Enumerable.Range(0, 40).Select(i => $"w{i}").ToArray();
        for (var at = 0; at <= filler.Length; at++)
        {
            var text = string.Join(' ', [.. filler[..at], Passage, .. filler[at..]]);

            Assert.Equal("suite.txt", stage.Judge(Candidate(new Message(Role.User, text))).Found);
        }
    }

    private string? Found(params IReadOnlyList<Message> messages) => Found([Path.GetFileName(Directory.EnumerateFiles(_folder.Path).Single())], messages);

    private string? Found(IReadOnlyList<string> against, params IReadOnlyList<Message> messages)
    {
        var judgement = Stage(new() { Against = against }).Judge(Candidate(messages));
        Assert.Equal(judgement.Kept is null, judgement.Reason == "contaminated");
        return judgement.Found;
    }

    private DecontaminationStage Stage(DecontaminationOptions options) => new(SuiteIndex.Load(options, _folder.Path, text => text, CancellationToken.None));

    private static Candidate Candidate(params IReadOnlyList<Message> messages) =>
        new("id", new Trajectory { Id = "id", Source = "stash", Messages = messages }, [], new RedactionCounts());

    private void Write(string name, params IReadOnlyList<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), string.Join('\n', lines) + "\n");
    }
}
