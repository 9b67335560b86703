using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Data.Pipeline.Shards;

/// <summary>What became of one shard. The examples themselves lie in the store.</summary>
internal sealed class ShardResult
{
    public SourceLog Log { get; } = new();

    /// <summary>Of a stash that has ended: its label needs the other attempts and the runner.</summary>
    public StashMetadata? Metadata { get; set; }

    /// <summary>Of an imported file.</summary>
    public ImportFacts? Import { get; set; }

    /// <summary>Of all its conversations, once known; null where each brings its own or nobody judged.</summary>
    public OutcomeLabel? Label { get; set; }

    public List<SeenConversation> Conversations { get; } = [];
}

/// <summary>One conversation of a shard, and how far it came by itself.</summary>
/// <param name="Id">Made from its content.</param>
internal sealed record SeenConversation(string Id, string Source, string Group, string? Test, SourceTerms Terms, Occurrence Seen)
{
    public IReadOnlyList<(RedactionClass Class, long Count)> Redactions { get; init; } = [];

    /// <summary>The stage that left it out, why, and what it found; null when it came through all that judge conversations.</summary>
    public (string Stage, string Reason, string? Found)? Dropped { get; init; }

    /// <summary>What the stages that saw it counted.</summary>
    public IReadOnlyList<(string Stage, string Name, long Count)> Notes { get; init; } = [];

    /// <summary>Why no example could be made of it, or why it was cut.</summary>
    public string? MakerReason { get; init; }

    public int? CutFrom { get; init; }

    public IReadOnlyList<StoredExample> Examples { get; init; } = [];
}
