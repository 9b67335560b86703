using TrainForge.Conversations;
using TrainForge.Data.Sources.Projects;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Data.Sources.Packs;

/// <summary>What was brought in below a root, and how old what is said in it is: not when it was brought in counts, but when it was said.</summary>
public static class ImportList
{
    /// <summary>In the order of kinds and hashes. Damaged packs are told and left out.</summary>
    public static IReadOnlyList<Import> Read(TrainForgeRoot root, DatasetOptions dataset, Action<Diagnostic> tell, CancellationToken cancel)
    {
        var store = new PackStore(root);
        var imports = new List<Import>();
        foreach (var (kind, path) in TranscriptKind.All.SelectMany(kind => store.Paths(kind.Name).Select(path => (kind, path))))
        {
            cancel.ThrowIfCancellationRequested();
            if (PackStore.Read(path, tell) is { } record)
            {
                var (started, ended) = record.Span ?? Span(kind, path, record, dataset, cancel);
                imports.Add(new Import(kind.Name, record.Name, path, PackStore.Place(kind.Name, path), new FileInfo(path).Length)
                {
                    Conversations = record.Conversations,
                    Started = started,
                    Ended = ended,
                    Terms = record.Terms,
                    Projects = [.. new ProjectList(record.Folders).Names()],
                });
            }
        }

        return imports;
    }

    // Packs of before do not say it themselves.
    private static (DateTimeOffset?, DateTimeOffset?) Span(TranscriptKind kind, string path, PackRecord record, DatasetOptions dataset, CancellationToken cancel)
    {
        try
        {
            var span = new ImportSpan();
            foreach (var conversation in PackShard.Conversations(new ImportedFile(path, "", new ImportFacts(record.Name, record.Sha256, record.Extends)), kind.Reader(dataset), new ReadReport(path), cancel))
            {
                span.Add(conversation);
            }

            return (span.Started, span.Ended);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return (null, null);
        }
    }
}

/// <summary>One imported file or folder.</summary>
/// <param name="Place">As provenance names it.</param>
/// <param name="Bytes">Of the pack.</param>
public sealed record Import(string Kind, string Name, string Path, string Place, long Bytes)
{
    public long Conversations { get; init; }

    /// <summary>Of the first conversation; null where nothing in it has a time.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Of the last one.</summary>
    public DateTimeOffset? Ended { get; init; }

    public SourceTerms Terms { get; init; } = new();

    public IReadOnlyList<string> Projects { get; init; } = [];
}
