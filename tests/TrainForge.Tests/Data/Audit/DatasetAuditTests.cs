using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Audit;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Audit;

public sealed class DatasetAuditTests : IDisposable
{
    private static readonly ToolDefinition Add = Recording.Add;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sound_rows_pass()
    {
        var report = Run([.. Enumerable.Range(0, 40).Select(i => Asking(Answers(i)))]);

        Assert.False(report.FellShort);
        Assert.DoesNotContain(report.Findings, f => f.IsOver);
        Assert.Equal(40, report.Rows);
    }

    [Theory]
    [InlineData("secret", "The key is ghp_16C7e42F292c6912E7710c838347Ae178B4a now.")]
    [InlineData("scaffold", "Done.<|im_start|>user")]
    [InlineData("scaffold", "Done.</tool_call>")]
    [InlineData("truncation-mark", "The file says abc [truncated 300 bytes]")]
    public void One_such_answer_is_too_many(string check, string answer)
    {
        var report = Run([.. Enumerable.Range(0, 40).Select(i => Asking(Answers(i))), Asking(answer)]);

        var finding = Assert.Single(report.Findings, f => f.IsOver);
        Assert.Equal((check, 1L, AuditLevel.Hard), (finding.Check, finding.Hits, finding.Level));
        Assert.Equal(["e40"], finding.Examples);
        Assert.True(report.FellShort);
    }

    [Theory]
    [InlineData("secret", "The key is ghp_16C7e42F292c6912E7710c838347Ae178B4a now.")]
    [InlineData("scaffold", "Done.<|im_start|>user")]
    public void One_such_thought_is_too_many(string check, string thought)
    {
        var thinking = Example([new Message(Role.User, "Well?"), new Message(Role.Assistant, [new ReasoningPart(thought), new TextPart(Answers(7))])]);

        Assert.Equal(check, Assert.Single(Run([.. Enumerable.Range(0, 40).Select(i => Asking(Answers(i))), thinking]).Findings, f => f.IsOver).Check);
    }

    [Fact]
    public void A_secret_in_a_pair_or_a_judged_answer_is_too_many_too()
    {
        const string Secret = "The key is ghp_16C7e42F292c6912E7710c838347Ae178B4a now.";
        var pair = new PreferencePair { Id = "p", Group = "g", Source = "stash", Basis = "attempts", Prompt = [new Message(Role.User, "Well?")], Chosen = new Message(Role.Assistant, "No."), Rejected = new Message(Role.Assistant, Secret) };
        var answer = new JudgedAnswer { Id = "a", Group = "g", Source = "stash", Prompt = [new Message(Role.User, "Well?")], Completion = new Message(Role.Assistant, Secret + "<|im_end|>"), Label = false };

        var report = Run([.. Enumerable.Range(0, 40).Select(i => Asking(Answers(i)))], further: [(DatasetPaths.DpoTrain, PreferenceJson.ToLine(pair)), (DatasetPaths.KtoValid, PreferenceJson.ToLine(answer))]);

        Assert.Equal((2L, 42L), (Finding(report, "secret").Hits, Finding(report, "secret").Judged));
        Assert.Equal(["p", "a"], Finding(report, "secret").Examples);
        Assert.Equal((0L, 40L), (Finding(report, "scaffold").Hits, report.Rows));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{\"a\":1,\"b\":2}", false)]
    public void Calls_without_what_is_required_are_found(string arguments, bool isOver)
    {
        var report = Run([Example([new Message(Role.User, "Add."), Recording.Calling("call_1", arguments), Recording.Answering("call_1", "3"), new Message(Role.Assistant, "Three.")])]);

        Assert.Equal(isOver, Finding(report, "empty-arguments").IsOver);
    }

    [Fact]
    public void Somebody_s_home_is_a_pattern_from_the_third_row_on()
    {
        var sound = Enumerable.Range(0, 40).Select(i => Asking(Answers(i))).ToList();
        var off = new RedactionOptions { Homes = false };

        var two = Run([.. sound, Asking("See /home/alice/a."), Asking("Or /Users/bob/b.")], redaction: off);
        var three = Run([.. sound, Asking("See /home/alice/a."), Asking("Or /Users/bob/b."), Asking(@"Or C:\Users\eve\c.")], redaction: off);

        Assert.False(Finding(two, "home-path").IsOver);
        Assert.True(Finding(three, "home-path").IsOver);
        Assert.Equal(3, Finding(three, "home-path").Hits);
    }

    [Fact]
    public void The_same_opening_everywhere_is_a_warning_and_a_limit_of_one_s_own_makes_it_hard()
    {
        IReadOnlyList<Example> rows = [.. Enumerable.Range(0, 20).Select(i => Asking($"I will now look at number {i}."))];

        var soft = Run(rows);
        var hard = Run(rows, new AuditOptions { Limits = new Dictionary<string, AuditLimit> { ["one-opening"] = new() { Level = AuditLevel.Hard, MaxPercent = 50 } } });

        Assert.True(Finding(soft, "one-opening").IsOver);
        Assert.False(soft.FellShort);
        Assert.True(hard.FellShort);
    }

    [Fact]
    public void A_check_that_is_off_is_not_looked_at()
    {
        var report = Run([Asking("Done.</tool_call>")], new AuditOptions { Limits = new Dictionary<string, AuditLimit> { ["scaffold"] = new() { Level = AuditLevel.Off } } });

        Assert.DoesNotContain(report.Findings, f => f.Check == "scaffold");
    }

    [Fact]
    public void A_limit_for_a_check_that_is_not_there_is_refused_with_the_nearest_name()
    {
        var error = Assert.Throws<TrainForgeException>(() => Run([Asking("a")], new AuditOptions { Limits = new Dictionary<string, AuditLimit> { ["scafold"] = new() } }));

        Assert.Equal("TF2242", error.Diagnostic.Rule.Code);
        Assert.Contains("Did you mean 'scaffold'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Commits_git_does_not_know_are_counted_and_without_a_repository_nobody_can_tell()
    {
        var rows = Enumerable.Range(0, 5).Select(i => Asking($"It broke in commit {i:x}badc0ffee1 of last week.")).ToList();
        var repository = Repo.Root;

        Assert.Equal(5, Finding(Run(rows, folder: repository), "unknown-commit").Hits);
        Assert.Equal(0, Finding(Run(rows, folder: _folder.Path), "unknown-commit").Judged);
    }

    [Fact]
    public void Conversations_that_never_conclude_are_told()
    {
        var report = Run([.. Enumerable.Range(0, 5).Select(_ => Example([new Message(Role.User, "Add."), Recording.Calling("call_1", "{\"a\":1,\"b\":2}")]))]);

        Assert.True(Finding(report, "ends-in-call").IsOver);
    }

    private static AuditFinding Finding(AuditReport report, string check) => Assert.Single(report.Findings, f => f.Check == check);

    private static string Answers(int i) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (i % 26))}{i} is what {i * i} comes to, all in all {i}.");

    private static Example Asking(string answer) => Example([new Message(Role.User, "Well?"), new Message(Role.Assistant, answer)]);

    private static Example Example(IReadOnlyList<Message> messages) => new()
    {
        Id = "",
        Group = "g",
        Source = "stash",
        Messages = messages,
        Tools = [Add],
        Trained = [.. messages.Select(m => m.Role == Role.Assistant)],
    };

    private AuditReport Run(IReadOnlyList<Example> rows, AuditOptions? options = null, RedactionOptions? redaction = null, string? folder = null, IReadOnlyList<(string Path, byte[] Line)>? further = null)
    {
        var version = _folder.File("v0001");
        Directory.CreateDirectory(Path.Combine(version, "sft"));
        using (var file = File.Create(Path.Combine(version, DatasetPaths.SftTrain)))
        {
            foreach (var (row, i) in rows.Select((row, i) => (row, i)))
            {
                file.Write([.. ExampleJson.ToLine(row with { Id = $"e{i}" }), (byte)'\n']);
            }
        }

        foreach (var (path, line) in further ?? [])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(version, path))!);
            File.WriteAllBytes(Path.Combine(version, path), [.. line, (byte)'\n']);
        }

        var manifest = new DatasetManifest
        {
            Name = "main",
            Options = JsonText.EmptyObject,
            Files = [new DatasetFile(DatasetPaths.SftTrain, 0, "", rows.Count), .. (further ?? []).Select(f => new DatasetFile(f.Path, 0, "", 1))],
            Groups = 1,
            Stages = [],
            Tools = new Dictionary<string, long>(),
            Models = new Dictionary<string, long>(),
            Redactions = new Dictionary<string, long>(),
        };
        return DatasetAudit.Run(new DatasetVersion("v0001", version, manifest), options ?? new AuditOptions(), redaction ?? new RedactionOptions(), folder ?? _folder.Path, CancellationToken.None);
    }
}
