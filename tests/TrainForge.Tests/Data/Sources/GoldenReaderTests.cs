using System.Text;
using TrainForge.Conversations;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Data.Sources;

/// <summary>What every reader makes of its corpus, whole. A change in any of them is seen here.</summary>
public sealed class GoldenReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Claude_code_reads_as_recorded() => Recorded.Equal(Told(Reading.Of("claude-code", GoldenCorpus.Lines("claude-code"))));

    [Fact]
    public void Codex_reads_as_recorded() => Recorded.Equal(Told(Reading.Of("codex", GoldenCorpus.Lines("codex"))));

    [Fact]
    public void OpenAi_jsonl_reads_as_recorded() => Recorded.Equal(Told(Reading.Of("openai-jsonl", GoldenCorpus.Lines("openai-jsonl"))));

    [Fact]
    public void Session_log_reads_as_recorded() => Recorded.Equal(Told(Reading.Of("session-log", GoldenCorpus.Lines("session-log"))));

    [Fact]
    public void Otel_reads_as_recorded() => Recorded.Equal(Told(Reading.Of("otel", GoldenCorpus.Lines("otel"))));

    [Fact]
    public void Aieval_reads_as_recorded() => Recorded.Equal(Told(Reading.Of("aieval", GoldenCorpus.Lines("aieval"))));

    [Fact]
    public void Decisions_read_as_recorded() => Recorded.Equal(Told(Reading.Of("decisions", GoldenCorpus.Lines("decisions"))));

    [Fact]
    public void Pytest_stash_reads_as_recorded()
    {
        var folder = new PytestFolder().Audited("fs.list", new { path = "." }, "a.py").Write(_folder.File("test"), test: "test_there[a.py]");
        File.WriteAllText(Path.Combine(folder, "session_model.log"), GoldenCorpus.ModelLog);

        Recorded.Equal(Told(Reading.Of("pytest-stash", TrainForge.Data.Sources.PytestStashes.PytestStash.Measure(folder))));
    }

    // Hashes never enter a recorded file: they would change with the corpus and say nothing.
    private static string Told(Reading reading)
    {
        var text = new StringBuilder();
        foreach (var conversation in reading.Found)
        {
            text.Append(Encoding.UTF8.GetString(ConversationWriter.ToLine(conversation with { Messages = [.. conversation.Messages.Select(m => m with { Provenance = m.Provenance! with { Sha256 = null } })] }))).Append("\n\n");
        }

        foreach (var (note, count) in reading.Report.Notes)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{note}: {count}\n");
        }

        foreach (var problem in reading.Report.Problems)
        {
            text.Append(problem).Append('\n');
        }

        return System.Text.RegularExpressions.Regex.Replace(text.ToString(), "[0-9a-f]{64}", "HASH");
    }
}
