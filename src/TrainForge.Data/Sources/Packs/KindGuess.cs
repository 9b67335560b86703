using TrainForge.Data.Sources.PytestStashes;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.Packs;

/// <summary>Which kind a file is that was brought in as another: the readers themselves are asked.</summary>
internal static class KindGuess
{
    private const string Stash = "stash";

    // Whoever has said nothing by then is not of this kind.
    private const int Lines = 200;

    public static string? Of(TranscriptKind wrong, Original original, Redactor redactor, DatasetOptions dataset, CancellationToken cancel) =>
        original is not OriginalFile file ? null
        : Path.GetFileName(file.Path) switch
        {
            StashPaths.Interactions => Stash,
            PytestStash.ModelLog or PytestStash.Log => PytestStashReader.Kind,
            _ => TranscriptKind.All.FirstOrDefault(kind => kind != wrong && !kind.IsOfFolders && HasConversation(kind, file, redactor, dataset, cancel))?.Name,
        };

    private static bool HasConversation(TranscriptKind kind, OriginalFile file, Redactor redactor, DatasetOptions dataset, CancellationToken cancel)
    {
        var report = new ReadReport(file.Path);
        var cleaning = new LineCleaning(redactor, new RedactionCounts(), kind.Aside);
        var lines = (file with { HoldsDocuments = kind.HoldsDocuments }).Lines(report).Take(Lines).Select(line => cleaning.Clean(line, report));
        return kind.Reader(dataset).Read(new Transcript(Path.GetFileName(file.Path), file.Sha256, lines), report, cancel).Any();
    }
}
