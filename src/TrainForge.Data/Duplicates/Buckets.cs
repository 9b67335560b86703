using System.Buffers.Binary;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Locality-sensitive hashing: items whose signatures agree in one whole band share a bucket. One band after the other, so that
/// twelve bytes per item are all it holds at a time.
/// </summary>
internal static class Buckets
{
    /// <param name="count">Items are called 0, 1, … below it.</param>
    /// <param name="signature">Of an item; empty for one that shares a bucket with nobody.</param>
    /// <param name="take">Given every bucket of two or more, its items in rising order.</param>
    public static void Of(int count, SignatureOf signature, int bands, Action<ReadOnlySpan<int>> take, CancellationToken cancel)
    {
        var keys = new ulong[count];
        var items = new int[count];
        for (var band = 0; band < bands; band++)
        {
            cancel.ThrowIfCancellationRequested();
            var used = 0;
            for (var item = 0; item < count; item++)
            {
                var bytes = signature(item);
                if (bytes.Length > 0)
                {
                    var width = bytes.Length / bands;
                    keys[used] = Key(bytes.Slice(band * width, width));
                    items[used++] = item;
                }
            }

            Array.Sort(keys, items, 0, used);
            for (int start = 0, end; start < used; start = end)
            {
                for (end = start + 1; end < used && keys[end] == keys[start]; end++)
                {
                }

                if (end - start > 1)
                {
                    cancel.ThrowIfCancellationRequested();
                    var bucket = items.AsSpan(start, end - start);
                    bucket.Sort();
                    take(bucket);
                }
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

internal delegate ReadOnlySpan<byte> SignatureOf(int item);
