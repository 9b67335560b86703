using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tests.Data;
using TrainForge.Tests.Infra;
using TrainForge.Tool;

namespace TrainForge.Tests.Core.Datasets;

/// <summary>What only trainforge.yaml knows of: the real tool writes it down, and who asks for a build sees when it changes.</summary>
public sealed class WatchListTests : IDisposable
{
    private static readonly DateTime Old = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TempFolder _folder = new();
    private int _builds;
    private string _told = "";

    public WatchListTests()
    {
        new Recording(_folder.File(".trainforge")).AskMany(6);
        Write("trainforge.yaml", """
            dataset: config/dataset.yaml
            redaction: config/redaction.yaml
            evaluation: {suites: [held-out, "evaluation ş/single.jsonl", evaluation ş/suites]}
            """);
        Write("config/dataset.yaml", "rendering: config/rendering.yaml\ntool_schemas: {signatures: tools.json}\n");
        Write("tools.json", """{"add":{"type":"object"}}""");
        Write("config/rendering.yaml", "arguments: map\n");
        Write("config/redaction.yaml", "extra_prefixes: [acme_]\n");
        Write("evaluation ş/single.jsonl", """{"text":"nothing that anybody here was ever asked about"}""");
        Write("evaluation ş/suites/deep/a.txt", "nothing either");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("trainforge.yaml")]
    [InlineData("config/dataset.yaml")]
    [InlineData("config/rendering.yaml")]
    [InlineData("config/redaction.yaml")]
    [InlineData("evaluation ş/single.jsonl")]
    [InlineData("evaluation ş/suites/deep/a.txt")]
    [InlineData("evaluation ş/suites/deep/new.txt")]
    [InlineData("tools.json")]
    public void A_change_of_one_file_that_the_configuration_names_starts_a_build(string file)
    {
        Assert.Equal(BuildOutcome.Built, Send().Outcome);
        Assert.True(BuildRequest.IsCurrent(Settings));
        Assert.Equal(BuildOutcome.Unchanged, Send().Outcome);

        Write(file, (File.Exists(_folder.File(file)) ? File.ReadAllText(_folder.File(file)) : "") + "\n\n");

        Assert.False(BuildRequest.IsCurrent(Settings));
        Assert.Equal(BuildOutcome.Built, Send().Outcome);
        Assert.True(BuildRequest.IsCurrent(Settings));
        Assert.Equal(2, _builds);
    }

    [Fact]
    public void A_tokenizer_and_a_template_are_watched_before_they_are_there()
    {
        Write("config/rendering.yaml", "model: models/base\n");
        Assert.Equal(BuildOutcome.Failed, Send().Outcome);
        Assert.True(BuildRequest.IsKnownToFail(Settings));

        Write("models/base/chat_template.jinja", "x");

        Assert.False(BuildRequest.IsKnownToFail(Settings));
        Send();
        Assert.True(BuildRequest.IsKnownToFail(Settings));
        Write("models/base/tokenizer.json", "{}");
        Assert.False(BuildRequest.IsKnownToFail(Settings));
    }

    [Theory]
    [InlineData("config/redaction.yaml", "extra_prefixes: 3\n")]
    [InlineData("config/redaction.yaml", null)]
    [InlineData("evaluation ş/suites", null)]
    public void What_was_wrong_and_is_mended_is_a_change(string path, string? wrong)
    {
        var aside = _folder.File("aside");
        Directory.Move(_folder.File(path), aside);
        if (wrong is not null)
        {
            Write(path, wrong);
        }

        Assert.Equal(BuildOutcome.Failed, Send().Outcome);
        Assert.True(BuildRequest.IsKnownToFail(Settings));

        File.Delete(_folder.File(path));
        Directory.Move(aside, _folder.File(path));

        Assert.False(BuildRequest.IsKnownToFail(Settings));
        Assert.Equal(BuildOutcome.Built, Send().Outcome);
    }

    // Between the tool's reading of it and its note of when it was changed, a file can change.
    [Fact]
    public void What_was_written_while_it_was_read_is_read_again()
    {
        var young = _folder.File("young.yaml");
        File.WriteAllText(young, "x");
        var list = _folder.File("reads.txt");

        WatchList.Write(list, [young], DateTimeOffset.UtcNow.AddMinutes(-1));

        Assert.NotEqual(WatchList.Read(list), WatchList.Again(WatchList.Read(list)));
        WatchList.Write(list, [young], DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(WatchList.Read(list), WatchList.Again(WatchList.Read(list)));
    }

    // What a link leads to is what is read, and what people edit.
    [Theory]
    [InlineData("trainforge.yaml")]
    [InlineData("config/redaction.yaml")]
    [InlineData("evaluation ş/single.jsonl")]
    [InlineData("evaluation ş/suites/deep/a.txt")]
    [InlineData("tools.json")]
    public void A_change_behind_a_link_starts_a_build_that_reads_it(string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links any user may make.");
        File.Move(_folder.File(file), _folder.File("elsewhere"));
        File.CreateSymbolicLink(_folder.File(file), _folder.File("elsewhere"));
        Assert.Equal(BuildOutcome.Built, Send().Outcome);
        Assert.True(BuildRequest.IsCurrent(Settings));

        Write("elsewhere", File.ReadAllText(_folder.File("elsewhere")) + "\n\n");

        Assert.False(BuildRequest.IsCurrent(Settings));
        Assert.Equal(BuildOutcome.Built, Send().Outcome);
        Assert.DoesNotContain("(unchanged)", file is "trainforge.yaml" or "config/redaction.yaml" ? "" : _told, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_name_is_one_line()
    {
        var odd = Path.Combine(_folder.Path, OperatingSystem.IsWindows() ? "%0A % 25" : "a\nb|%0A\r % 25");
        File.WriteAllText(odd, "x");
        var list = _folder.File("reads.txt");
        WatchList.Write(list, [odd, _folder.File("none")], DateTimeOffset.UtcNow.AddMinutes(1));

        Assert.Equal(2, WatchList.Read(list).Count);
        Assert.Equal(WatchList.Read(list), WatchList.Again(WatchList.Read(list)));
        File.AppendAllText(odd, "y");
        Assert.NotEqual(WatchList.Read(list)[0], WatchList.Again(WatchList.Read(list)).First());
    }

    private RuntimeSettings Settings => new() { Enabled = true, Root = _folder.File(".trainforge"), Project = _folder.Path, Tool = "trainforge.dll" };

    private BuildReply Send() => BuildRequest.Send(
        Settings,
        (settings, _) =>
        {
            _builds++;
            var tool = new ToolRun(_folder.Path);
            var code = tool.RunAsync([.. DatasetTool.Arguments(settings).Skip(1)]).GetAwaiter().GetResult();
            Assert.True(code == ExitCode.Done || tool.Error.Contains("error TF", StringComparison.Ordinal), tool.Error);
            _told = tool.Out;
            return new ToolOutput(code, tool.Out, []);
        },
        CancellationToken.None);

    // Old, so that nothing here depends on how fast a test is.
    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
        File.WriteAllText(_folder.File(file), text);
        File.SetLastWriteTimeUtc(_folder.File(file), Old);
    }
}
