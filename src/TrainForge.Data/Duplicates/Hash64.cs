namespace TrainForge.Data.Duplicates;

/// <summary>
/// Hashes for comparing texts, the same on every machine. Not for keeping anything safe: whoever wants two texts to collide can
/// make them.
/// </summary>
internal static class Hash64
{
    public const ulong Seed = 0x9E37_79B9_7F4A_7C15;

    private const ulong Factor = 0x0000_0100_0000_01B3;

    public static ulong Add(ulong hash, ulong value) => (hash ^ value) * Factor;

    /// <summary>Spreads every bit over all others.</summary>
    public static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58_476D_1CE4_E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D0_49BB_1331_11EB;
        return hash ^ (hash >> 31);
    }
}
