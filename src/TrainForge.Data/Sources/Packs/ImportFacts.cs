using TrainForge.Conversations;
using TrainForge.Data.Sources.Projects;

namespace TrainForge.Data.Sources.Packs;

/// <summary>What matters of a pack to others.</summary>
/// <param name="Name">Of the original, without its folder.</param>
/// <param name="Sha256">Of the original.</param>
/// <param name="Extends">See <see cref="PackRecord.Extends"/>.</param>
internal sealed record ImportFacts(string Name, string Sha256, string? Extends)
{
    /// <summary>As the one said who brought it in.</summary>
    public SourceTerms Terms { get; init; } = new();

    /// <summary>Folders that it says it worked in.</summary>
    public IReadOnlyList<WorkFolder> Folders { get; init; } = [];

    /// <summary>Of its conversations, where one may go on in another file; else none.</summary>
    public IReadOnlyList<ConversationSpan> Spans { get; init; } = [];
}

/// <summary>A pack, and what it says of itself.</summary>
internal sealed record ImportedFile(string Path, string Place, ImportFacts Facts);
