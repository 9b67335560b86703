namespace TrainForge.Data.Versions;

/// <summary>A line of a version, as much of it as comparing needs.</summary>
/// <param name="Kind">sft, dpo, …: the folder.</param>
/// <param name="Side">train or valid.</param>
/// <param name="Fields">A hash of each field's bytes, by name, in the order of the line.</param>
internal sealed record VersionRow(string Kind, string Side, string Id, string? Test, IReadOnlyList<(string Name, ulong Hash)> Fields)
{
    /// <summary>How often the line stands there: oversampling repeats.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Names of the fields in which the two differ, a field that one of them lacks among them.</summary>
    public IEnumerable<string> Differences(VersionRow other)
    {
        var theirs = other.Fields.ToDictionary(f => f.Name, f => f.Hash, StringComparer.Ordinal);
        var mine = Fields.ToDictionary(f => f.Name, f => f.Hash, StringComparer.Ordinal);
        return mine.Keys.Union(theirs.Keys, StringComparer.Ordinal)
            .Where(name => !mine.TryGetValue(name, out var a) || !theirs.TryGetValue(name, out var b) || a != b)
            .Order(StringComparer.Ordinal);
    }
}
