using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Signatures of sets: a byte per permutation, the lowest of the smallest value it gives any element. Two agree in a byte with
/// the similarity of their sets, and else by chance once in 256. Whole numbers only, so every machine computes the same.
/// </summary>
internal static class MinHash
{
    /// <summary>Signatures are multiples of this long.</summary>
    public const int Block = 32;

    private const int Lanes = 8;
    private const int Most = 512;

    // Odd, so that each is a permutation of 32 bits.
    private static readonly uint[] First = [.. Enumerable.Range(0, Most).Select(i => (uint)Hash64.Finish(Hash64.Seed * (ulong)(2 * i + 1)) | 1)];
    private static readonly uint[] Second = [.. Enumerable.Range(0, Most).Select(i => (uint)Hash64.Finish(Hash64.Seed * (ulong)(2 * i + 2)) | 1)];

    /// <summary>The definition. Slow, obvious, and what the tests compare with.</summary>
    public static void Reference(ReadOnlySpan<ulong> set, Span<byte> signature)
    {
        for (var i = 0; i < signature.Length; i++)
        {
            var smallest = uint.MaxValue;
            foreach (var element in set)
            {
                var value = (uint)(element ^ (element >> 32)) * First[i];
                value = (value ^ (value >> 15)) * Second[i];
                smallest = Math.Min(smallest, value);
            }

            signature[i] = (byte)smallest;
        }
    }

    public static void Run(ReadOnlySpan<ulong> set, Span<byte> signature)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(First);
        ref var second = ref MemoryMarshal.GetArrayDataReference(Second);
        for (var start = 0; start < signature.Length; start += Block)
        {
            var (f0, f1, f2, f3) = (Load(ref first, start), Load(ref first, start + Lanes), Load(ref first, start + (2 * Lanes)), Load(ref first, start + (3 * Lanes)));
            var (s0, s1, s2, s3) = (Load(ref second, start), Load(ref second, start + Lanes), Load(ref second, start + (2 * Lanes)), Load(ref second, start + (3 * Lanes)));
            var m0 = Vector256<uint>.AllBitsSet;
            var (m1, m2, m3) = (m0, m0, m0);
            foreach (var element in set)
            {
                var value = Vector256.Create((uint)(element ^ (element >> 32)));
                m0 = Vector256.Min(m0, Permute(value, f0, s0));
                m1 = Vector256.Min(m1, Permute(value, f1, s1));
                m2 = Vector256.Min(m2, Permute(value, f2, s2));
                m3 = Vector256.Min(m3, Permute(value, f3, s3));
            }

            Store(m0, signature[start..]);
            Store(m1, signature[(start + Lanes)..]);
            Store(m2, signature[(start + (2 * Lanes))..]);
            Store(m3, signature[(start + (3 * Lanes))..]);
        }
    }

    /// <summary>In how many bytes two signatures agree.</summary>
    public static int Agreeing(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        ref var a = ref MemoryMarshal.GetReference(one);
        ref var b = ref MemoryMarshal.GetReference(other);
        var agreeing = 0;
        for (nuint i = 0; i < (nuint)one.Length; i += Block)
        {
            agreeing += System.Numerics.BitOperations.PopCount(Vector256.Equals(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i)).ExtractMostSignificantBits());
        }

        return agreeing;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Permute(Vector256<uint> value, Vector256<uint> first, Vector256<uint> second)
    {
        var mixed = value * first;
        return (mixed ^ (mixed >> 15)) * second;
    }

    private static Vector256<uint> Load(ref uint from, int at) => Vector256.LoadUnsafe(ref from, (nuint)at);

    private static void Store(Vector256<uint> values, Span<byte> signature)
    {
        for (var i = 0; i < Lanes; i++)
        {
            signature[i] = (byte)values[i];
        }
    }
}
