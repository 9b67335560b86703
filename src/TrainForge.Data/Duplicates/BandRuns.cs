using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TrainForge.Data.Duplicates;

/// <summary>
/// Keys and items of one band after the other in files, sorted piece by piece and merged when they are read: by key, then item.
/// </summary>
internal sealed class BandRuns(SpillFile file, int bands)
{
    private const int Record = sizeof(ulong) + sizeof(int);

    // So that a file of many runs is not read record by record.
    private const int LeastRecords = 64;

    private readonly List<(long Offset, int Count)>[] _runs = [.. Enumerable.Range(0, bands).Select(_ => new List<(long, int)>())];

    // Used again for every run and every band: what is this large is collected late.
    private byte[] _room = [];

    /// <param name="keys">In rising order; of equal ones the items are.</param>
    public void Add(int band, ReadOnlySpan<ulong> keys, ReadOnlySpan<int> items)
    {
        var bytes = Room(keys.Length * Record).Span;
        for (var i = 0; i < keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i * Record)..], keys[i]);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[((i * Record) + sizeof(ulong))..], items[i]);
        }

        _runs[band].Add((file.Length, keys.Length));
        file.Append(bytes);
    }

    /// <summary>To be called when all were added.</summary>
    /// <param name="bytes">What reading may take of memory.</param>
    /// <param name="take">Given every bucket of two or more, its items in rising order.</param>
    public void Merge(int band, long bytes, Action<ReadOnlySpan<int>> take, CancellationToken cancel)
    {
        var runs = _runs[band];
        var records = (int)Math.Clamp(bytes / Record / Math.Max(1, runs.Count), LeastRecords, 1 << 16);
        var room = Room(records * runs.Count * Record);
        var cursors = runs.Select((run, i) => new Cursor(file, run.Offset, run.Count, room.Slice(i * records * Record, records * Record)));
        var next = new PriorityQueue<Cursor, (ulong Key, int Item)>();
        foreach (var cursor in cursors.Where(c => c.Advance()))
        {
            next.Enqueue(cursor, cursor.Current);
        }

        var bucket = new List<int>();
        var key = 0UL;
        while (next.TryPeek(out var first, out var current))
        {
            if (bucket.Count > 0 && current.Key != key)
            {
                Close();
            }

            key = current.Key;
            bucket.Add(current.Item);
            if (first.Advance())
            {
                next.DequeueEnqueue(first, first.Current);
            }
            else
            {
                next.Dequeue();
            }
        }

        Close();

        void Close()
        {
            if (bucket.Count > 1)
            {
                cancel.ThrowIfCancellationRequested();
                take(CollectionsMarshal.AsSpan(bucket));
            }

            bucket.Clear();
        }
    }

    private Memory<byte> Room(int bytes)
    {
        if (_room.Length < bytes)
        {
            _room = new byte[bytes];
        }

        return _room.AsMemory(0, bytes);
    }

    private sealed class Cursor(SpillFile file, long offset, int count, Memory<byte> room)
    {
        private int _read;
        private int _at;
        private int _held;

        public (ulong Key, int Item) Current { get; private set; }

        public bool Advance()
        {
            if (_at == _held)
            {
                _held = Math.Min(room.Length / Record, count - _read);
                if (_held == 0)
                {
                    return false;
                }

                file.Read(room.Span[..(_held * Record)], offset + ((long)_read * Record));
                (_read, _at) = (_read + _held, 0);
            }

            var record = room.Span[(_at++ * Record)..];
            Current = (BinaryPrimitives.ReadUInt64LittleEndian(record), BinaryPrimitives.ReadInt32LittleEndian(record[sizeof(ulong)..]));
            return true;
        }
    }
}
