using TrainForge.Diagnostics;

namespace TrainForge.Data.Sources.Packs;

/// <summary>A file in which no conversation was found.</summary>
/// <param name="IsNamed">By the one who brought it in, and not found in a folder.</param>
/// <param name="LooksLike">A kind whose reader finds conversations in it.</param>
internal sealed record EmptyImport(string File, bool IsNamed, string? LooksLike);

/// <summary>
/// What is said of files without a conversation. Agents leave many of them beside the others, so those of a folder are told as one; a file
/// that somebody named, or that is of another kind, is told by itself.
/// </summary>
internal sealed class EmptyImports(TranscriptKind kind, int found, IReadOnlyList<EmptyImport> empty)
{
    private const int MaxTold = 20;

    public IEnumerable<Diagnostic> Problems()
    {
        if (empty.Count == 0)
        {
            yield break;
        }

        if (empty.Count == found)
        {
            var first = empty.FirstOrDefault(e => e.LooksLike is not null) ?? empty[0];
            yield return Rules.SourcesWithoutConversation.At(new SourcePoint(first.File), found, kind.Name, Remedy(first));
            yield break;
        }

        var told = empty.Where(e => e.IsNamed || e.LooksLike is not null).Take(MaxTold).ToList();
        foreach (var one in told)
        {
            yield return Rules.SourceWithoutConversation.At(new SourcePoint(one.File), kind.Name, Remedy(one));
        }

        if (empty.Except(told).ToList() is [var next, ..] rest)
        {
            yield return Rules.SourceMoreWithoutConversation.At(new SourcePoint(next.File), rest.Count, found, kind.Name);
        }
    }

    private static string Remedy(EmptyImport one) => one.LooksLike is { } other
        ? $"It looks like '{other}': run 'trainforge ingest {other}' on it."
        : "Check that it is of this kind; 'trainforge ingest --help' lists the others.";
}
