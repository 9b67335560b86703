using System.Buffers.Binary;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Locality-sensitive hashing: items whose signatures agree in one whole band share a bucket. One band after the other, and in a
/// band by key: whoever takes the buckets gets the same ones in the same order, whether all keys fitted into memory or not.
/// </summary>
/// <param name="bytes">What keys may take of memory; what is beyond is sorted in a file.</param>
/// <param name="spill">Makes that file.</param>
internal sealed class Buckets(SketchTable sketches, int bands, long bytes, Func<SpillFile> spill)
{
    private const int KeyBytes = sizeof(ulong) + sizeof(int);

    /// <param name="take">Given every bucket of two or more, its items in rising order.</param>
    public void Of(Action<ReadOnlySpan<int>> take, CancellationToken cancel)
    {
        if (sketches.IsHeld && (long)sketches.Count * KeyBytes <= bytes)
        {
            InMemory(take, cancel);
            return;
        }

        using var file = spill();
        var runs = new BandRuns(file, bands);
        Write(runs, cancel);
        for (var band = 0; band < bands; band++)
        {
            cancel.ThrowIfCancellationRequested();
            runs.Merge(band, bytes / 2, take, cancel);
        }
    }

    private void InMemory(Action<ReadOnlySpan<int>> take, CancellationToken cancel)
    {
        var keys = new ulong[sketches.Count];
        var items = new int[sketches.Count];
        for (var band = 0; band < bands; band++)
        {
            cancel.ThrowIfCancellationRequested();
            var used = 0;
            for (var item = 0; item < sketches.Count; item++)
            {
                used = Add(sketches[item], item, band, keys, items, used);
            }

            Sort(keys, items, used, bucket =>
            {
                cancel.ThrowIfCancellationRequested();
                take(bucket);
            });
        }
    }

    // Each sketch is read once, for all bands.
    private void Write(BandRuns runs, CancellationToken cancel)
    {
        // A key is copied before it is written.
        var block = (int)Math.Clamp(bytes / (sketches.Length + (2 * KeyBytes)), 1, sketches.Count);
        var room = new byte[block * sketches.Length];
        var keys = new ulong[block];
        var items = new int[block];
        for (var first = 0; first < sketches.Count; first += block)
        {
            var count = Math.Min(block, sketches.Count - first);
            sketches.Load(first, room.AsSpan(0, count * sketches.Length));
            for (var band = 0; band < bands; band++)
            {
                cancel.ThrowIfCancellationRequested();
                var used = 0;
                for (var i = 0; i < count; i++)
                {
                    used = Add(room.AsSpan(i * sketches.Length, sketches.Length), first + i, band, keys, items, used);
                }

                Sort(keys, items, used, static _ => { });
                runs.Add(band, keys.AsSpan(0, used), items.AsSpan(0, used));
            }
        }
    }

    // What has no pieces shares a bucket with nobody.
    private int Add(ReadOnlySpan<byte> sketch, int item, int band, ulong[] keys, int[] items, int used)
    {
        var all = NearSketch.All(sketch);
        if (all.Count > 0)
        {
            var width = all.Signature.Length / bands;
            keys[used] = Key(all.Signature.Slice(band * width, width));
            items[used++] = item;
        }

        return used;
    }

    private static void Sort(ulong[] keys, int[] items, int used, Action<Span<int>> take)
    {
        Array.Sort(keys, items, 0, used);
        for (int start = 0, end; start < used; start = end)
        {
            for (end = start + 1; end < used && keys[end] == keys[start]; end++)
            {
            }

            if (end - start > 1)
            {
                var bucket = items.AsSpan(start, end - start);
                bucket.Sort();
                take(bucket);
            }
        }
    }

    // Up to eight bytes are the key themselves. Longer bands are hashed: what meets by chance is told apart when it is compared.
    private static ulong Key(ReadOnlySpan<byte> band)
    {
        var hash = 0UL;
        while (band.Length >= sizeof(ulong))
        {
            hash = Hash64.Finish(hash) ^ BinaryPrimitives.ReadUInt64LittleEndian(band);
            band = band[sizeof(ulong)..];
        }

        foreach (var value in band)
        {
            hash = (hash << 8) ^ (hash >> 56) ^ value;
        }

        return hash;
    }
}
