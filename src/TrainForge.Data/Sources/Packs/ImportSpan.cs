using TrainForge.Conversations;

namespace TrainForge.Data.Sources.Packs;

/// <summary>From when to when the conversations of a file were.</summary>
internal sealed class ImportSpan
{
    public long Conversations { get; private set; }

    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    public void Add(Trajectory conversation)
    {
        Conversations++;
        Started = conversation.Started is { } started && !(Started <= started) ? started : Started;
        Ended = (conversation.Ended ?? conversation.Started) is { } ended && !(Ended >= ended) ? ended : Ended;
    }
}
