using System.Buffers.Binary;
using TrainForge.Data.Duplicates;
using TrainForge.Datasets;

namespace TrainForge.Data.Pipeline.Shards;

/// <summary>
/// The large sketches of an example, as they lie behind it in the store: each with its length, then a sum over all, since the
/// example's own hash ends before them.
/// </summary>
internal static class SketchTail
{
    public static byte[] Of(IReadOnlyList<ISketch> large, Example example)
    {
        if (large.Count == 0)
        {
            return [];
        }

        using var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        foreach (var sketch in large.Select(s => s.Of(example)))
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, sketch.Length);
            bytes.Write(number[..sizeof(int)]);
            bytes.Write(sketch);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(number, Sum(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        bytes.Write(number);
        return bytes.ToArray();
    }

    /// <summary>Reads one after the other into the same room: there may be millions.</summary>
    public static LargeSketch Reader(ExampleStore store, Func<ISketch, int> indexOf)
    {
        byte[] room = [];
        return (row, sketch) =>
        {
            var stored = row.Stored!;
            if (room.Length < stored.TailLength)
            {
                room = new byte[stored.TailLength];
            }

            var tail = room.AsSpan(0, stored.TailLength);
            store.ReadTail(stored, tail);
            return Find(tail, indexOf(sketch));
        };
    }

    /// <param name="index">Of the sketch among those that were written.</param>
    /// <exception cref="StoreDamagedException">It is not there any more as it was.</exception>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> tail, int index)
    {
        if (tail.Length < sizeof(ulong) || Sum(tail[..^sizeof(ulong)]) != BinaryPrimitives.ReadUInt64LittleEndian(tail[^sizeof(ulong)..]))
        {
            throw new StoreDamagedException();
        }

        for (; index > 0; index--)
        {
            tail = tail[(sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(tail))..];
        }

        return tail.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(tail));
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        var hash = Hash64.Seed;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = Hash64.Finish(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var value in bytes)
        {
            hash = Hash64.Add(hash, value);
        }

        return Hash64.Finish(hash);
    }
}
