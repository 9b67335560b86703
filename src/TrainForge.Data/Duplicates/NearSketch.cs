using System.Buffers.Binary;
using System.Globalization;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Options;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// What finding near duplicates needs to know of an example: how many pieces it has and a hash of all of them, a signature of
/// them, and the same for what is taught alone. 184 bytes with the usual settings; nothing when it has no pieces. Too many to be
/// held for every example of a large dataset.
/// </summary>
internal sealed class NearSketch(NearDuplicateOptions options) : ISketch
{
    private const int HeadBytes = 24;
    private const int TrainedBytes = MinHash.Block;

    // Raise it when the same example gives other bytes.
    private const int Contract = 1;

    public string Name => "near-duplicates";

    public bool IsLarge => true;

    /// <summary>Of a sketch that is not empty.</summary>
    public int Length => HeadBytes + TrainedBytes + options.Permutations;

    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{Contract} {options.Shingle} {options.ShingleSize} {options.IgnoreDigits} {options.Permutations}");

    public byte[] Of(Example example)
    {
        var shingles = Shingles.Of(example, options);
        if (shingles.All.Length == 0)
        {
            return [];
        }

        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, shingles.All.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), shingles.Trained.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), Sum(shingles.All));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), Sum(shingles.Trained));
        MinHash.Run(shingles.Trained, bytes.AsSpan(HeadBytes, TrainedBytes));
        MinHash.Run(shingles.All, bytes.AsSpan(HeadBytes + TrainedBytes));
        return bytes;
    }

    public static SetSketch All(ReadOnlySpan<byte> sketch) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(sketch), BinaryPrimitives.ReadUInt64LittleEndian(sketch[8..]), sketch[(HeadBytes + TrainedBytes)..]);

    public static SetSketch Trained(ReadOnlySpan<byte> sketch) =>
        new(BinaryPrimitives.ReadInt32LittleEndian(sketch[4..]), BinaryPrimitives.ReadUInt64LittleEndian(sketch[16..]), sketch.Slice(HeadBytes, TrainedBytes));

    private static ulong Sum(ReadOnlySpan<ulong> set)
    {
        var hash = Hash64.Seed;
        foreach (var element in set)
        {
            hash = Hash64.Finish(Hash64.Add(hash, element));
        }

        return hash;
    }
}

/// <summary>What is known of a set of pieces without looking at it.</summary>
internal readonly ref struct SetSketch(int count, ulong hash, ReadOnlySpan<byte> signature)
{
    // So many standard deviations below what the threshold would give: once in thirty thousand a pair at the threshold is missed.
    private const double Deviations = 4;

    public int Count { get; } = count;

    public ulong Hash { get; } = hash;

    public ReadOnlySpan<byte> Signature { get; } = signature;

    /// <summary>True and false are certain; null asks for the sets themselves.</summary>
    public static bool? AreNear(SetSketch one, SetSketch other, double threshold)
    {
        if (one.Count == 0 || other.Count == 0)
        {
            return false;
        }

        if (one.Count == other.Count && one.Hash == other.Hash)
        {
            return true;
        }

        // Even if the smaller were part of the larger.
        if (Math.Min(one.Count, other.Count) < threshold * Math.Max(one.Count, other.Count))
        {
            return false;
        }

        var bytes = one.Signature.Length;
        var least = (threshold * bytes) - (Deviations * Math.Sqrt(threshold * (1 - threshold) * bytes));
        return MinHash.Agreeing(one.Signature, other.Signature) < least ? false : null;
    }
}
