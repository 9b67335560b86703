namespace TrainForge.Data.Sources.Packs;

/// <summary>What is imported as one: a file, or a folder whose files belong together. Exactly the bytes that were measured are read.</summary>
/// <param name="Path">As the user knows it.</param>
/// <param name="Extends">Hash of an earlier original that this one begins with.</param>
internal abstract record Original(string Path, long Bytes, string Sha256, string? Extends) : IDisposable
{
    /// <summary>One JSON object per line, unless it is damaged.</summary>
    public abstract IEnumerable<SourceLine> Lines(ReadReport report);

    /// <summary>What was kept of it in memory goes.</summary>
    public virtual void Dispose()
    {
    }
}
