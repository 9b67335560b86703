namespace TrainForge.Redaction;

/// <summary>What a caller wants to know of a value's shape, and a walk that redacts it sees on its way.</summary>
/// <param name="maxDepth">A deeper value is refused.</param>
/// <param name="name">Of a field of the outermost object to look for; empty looks for none.</param>
public sealed class JsonLook(int maxDepth, ReadOnlyMemory<byte> name = default)
{
    internal int MaxDepth => maxDepth;

    internal ReadOnlySpan<byte> Name => name.Span;

    /// <summary>There is white space between its tokens.</summary>
    public bool HasSpace { get; internal set; }

    /// <summary>Where in what comes out the field stands, name and value; the first of several. Null when there is none.</summary>
    public Range? Field { get; internal set; }
}
