using TrainForge.Tests.Data.Sources;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tool;

public sealed class SourcesCommandTests : IDisposable
{
    private static readonly FixedClock Clock = new(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_brought_in_is_listed_with_its_times_and_terms()
    {
        await BringInAsync();

        var listed = (await RunAsync(0, "sources", "list")).Out;

        Assert.Equal(
            """
            claude-code a.jsonl  1 conversation, SIZE, 2026-03-01, MIT, /srv/shop
            openai-jsonl c.jsonl  1 conversation, SIZE, without times, MIT
            session-log session_2026-03-08.jsonl  1 conversation, SIZE, 2026-03-08 to 2026-03-09, MIT

            """,
            System.Text.RegularExpressions.Regex.Replace(listed, "[0-9.]+ (B|KB|bytes|kB)", "SIZE"));
    }

    [Fact]
    public async Task Nothing_goes_without_yes_and_then_only_what_was_said_long_ago()
    {
        await BringInAsync();

        var shown = (await RunAsync(0, "sources", "purge", "--older-than", "360")).Out;
        var before = Packs();
        var purged = (await RunAsync(0, "sources", "purge", "--older-than", "360", "--yes")).Out;

        Assert.Contains("1 import", shown, StringComparison.Ordinal);
        Assert.Contains("Nothing was removed", shown, StringComparison.Ordinal);
        Assert.Equal(3, before);
        Assert.Contains("Removed 1 import", purged, StringComparison.Ordinal);
        Assert.Contains("1 import stays, for it has no times in it", purged, StringComparison.Ordinal);
        Assert.Equal(2, Packs());
        Assert.Empty(Directory.GetFiles(_folder.File(".trainforge", "sources", "claude-code")));
    }

    [Fact]
    public async Task A_year_is_the_default_and_kinds_and_numbers_are_checked()
    {
        await BringInAsync();

        Assert.Contains("older than 365 days", (await RunAsync(0, "sources", "purge", "--kind", "session-log")).Out, StringComparison.Ordinal);
        Assert.Contains("TF1001", (await RunAsync(2, "sources", "purge", "--older-than", "-1")).Error, StringComparison.Ordinal);
        Assert.Contains("'claude'", (await RunAsync(2, "sources", "purge", "--kind", "claude")).Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was brought in", (await new ToolAt(_folder.File("empty")).RunAsync("sources", "list")), StringComparison.Ordinal);
    }

    private async Task BringInAsync()
    {
        var session = new ClaudeSession();
        session.User("one");
        session.Say("two");
        File.WriteAllLines(_folder.File("a.jsonl"), session.Lines);
        File.WriteAllText(_folder.File("session_2026-03-08.jsonl"), """
            {"type":"message","role":"user","content":"late","timestamp":"2026-03-08T23:58:00"}
            {"type":"message","role":"timmy","content":"yes","timestamp":"2026-03-09T00:01:00"}
            """);
        File.WriteAllText(_folder.File("c.jsonl"), """{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""");
        foreach (var (kind, file) in new[] { ("claude-code", "a.jsonl"), ("session-log", "session_2026-03-08.jsonl"), ("openai-jsonl", "c.jsonl") })
        {
            await RunAsync(0, "ingest", kind, _folder.File(file), "--license", "MIT");
        }
    }

    private int Packs() => Directory.GetFiles(_folder.File(".trainforge", "sources"), "*.zip", SearchOption.AllDirectories).Length;

    private async Task<ToolRun> RunAsync(int code, params string[] args)
    {
        var tool = new ToolRun(_folder.Path, clock: Clock);
        var got = await tool.RunAsync([.. args, "--root", _folder.File(".trainforge")]);
        Assert.True(got == code, $"{string.Join(' ', args)}: {got}\n{tool.Out}{tool.Error}");
        return tool;
    }

    private sealed class ToolAt(string folder)
    {
        public async Task<string> RunAsync(params string[] args)
        {
            Directory.CreateDirectory(folder);
            var tool = new ToolRun(folder, clock: Clock);
            await tool.RunAsync([.. args, "--root", Path.Combine(folder, ".trainforge")]);
            return tool.Out;
        }
    }
}
