using System.Text;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tests.Data.Sources;

/// <summary>Reads bytes as an import does, without files: cleaned line by line, then by the reader of the kind.</summary>
internal sealed class Reading
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    private Reading(IReadOnlyList<Trajectory> found, ReadReport report) => (Found, Report) = (found, report);

    public IReadOnlyList<Trajectory> Found { get; }

    public ReadReport Report { get; }

    public Trajectory Only => Assert.Single(Found);

    public static Reading Of(string kind, params IEnumerable<string> lines) => Bytes(kind, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public static Reading Bytes(string kind, byte[] file) => Of(kind, report =>
    {
        var lines = SourceLines.Read(new MemoryStream(file), report.TooLong);
        return kind is "otel" or "aieval" or "decisions" ? SourceDocuments.Read(lines, report) : lines;
    }, Sha256.Of(file));

    public static Reading Of(string kind, Original original) => Of(kind, original.Lines, original.Sha256);

    private static Reading Of(string kind, Func<ReadReport, IEnumerable<SourceLine>> original, string sha256)
    {
        var report = new ReadReport("file.jsonl");
        var how = TranscriptKind.All.Single(k => k.Name == kind);
        var cleaning = new LineCleaning(Redactor, new RedactionCounts(), how.Aside);
        var lines = original(report).Select(line => cleaning.Clean(how.Prepared(line), report));
        var found = how.Reader(new DatasetOptions()).Read(new Transcript("file.jsonl", sha256, lines), report, CancellationToken.None).ToList();
        report.Close(found.Count);
        return new Reading(found, report);
    }

    /// <summary>"user: hi | assistant: hello", with calls as name(arguments) and results as =text.</summary>
    public static string Words(Trajectory trajectory) => string.Join(" | ", trajectory.Messages.Select(m => $"{Names.Of(m.Role)}: {string.Join(' ', m.Parts.Select(Words))}"));

    private static string Words(ContentPart part) => part switch
    {
        TextPart p => p.Text,
        ReasoningPart p => $"<{p.Text}>",
        ToolCallPart p => $"{p.Call.Name}({p.Call.ArgumentsText})",
        ToolResultPart p => $"={p.Text}{(p.IsError ? "!" : "")}",
        MediaPart p => $"[{p.MediaType} {p.Bytes}]",
        _ => part.GetType().Name,
    };
}
