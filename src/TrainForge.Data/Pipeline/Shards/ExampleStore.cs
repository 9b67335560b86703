using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace TrainForge.Data.Pipeline.Shards;

/// <summary>
/// Examples on disk, so that a dataset need not fit into memory. A build writes one segment, from several threads at once; those of
/// builds before it stay as they are.
/// </summary>
internal sealed class ExampleStore(string folder) : IDisposable
{
    private const string Prefix = "examples-";
    private const string Suffix = ".bin";

    // A build with one new stash makes a small segment, and many of them make many files to open.
    private const int ManySegments = 16;
    private const long SmallBytes = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<int, SafeFileHandle> _open = new();
    private readonly Lazy<int> _current = new(() => Segments(folder).Keys.DefaultIfEmpty().Max() + 1);
    private readonly ConcurrentBag<Batch> _idle = [];
    private long _length;

    /// <summary>Removes every segment that is not one of these: nothing knows what is in it.</summary>
    public void Keep(IReadOnlySet<int> segments)
    {
        foreach (var (number, path) in Segments(folder))
        {
            if (!segments.Contains(number))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Whether there are bytes where this example should lie. That they are the right ones is seen when they are read.</summary>
    public bool Holds(StoredExample stored) =>
        (_open.TryGetValue(stored.Segment, out _) || File.Exists(PathOf(stored.Segment))) && stored.Offset + stored.Length + stored.TailLength <= RandomAccess.GetLength(Open(stored.Segment));

    public Batch Begin() => _idle.TryTake(out var batch) ? batch : new Batch(this);

    /// <exception cref="StoreDamagedException">What an earlier build wrote is not there any more as it was.</exception>
    public byte[] Read(StoredExample stored)
    {
        var bytes = new byte[stored.Length];
        Read(stored, bytes);
        return bytes;
    }

    /// <param name="bytes">As long as the example.</param>
    /// <exception cref="StoreDamagedException">What an earlier build wrote is not there any more as it was.</exception>
    public void Read(StoredExample stored, Span<byte> bytes)
    {
        Read(stored.Segment, stored.Offset, bytes);
        var isOurs = _current.IsValueCreated && stored.Segment == _current.Value;
        if (!isOurs && !SHA256.HashData(bytes).AsSpan().SequenceEqual(stored.Content))
        {
            throw new StoreDamagedException();
        }
    }

    /// <summary>What lies behind an example. Whether it is whole is for <see cref="SketchTail"/> to see.</summary>
    public void ReadTail(StoredExample stored, Span<byte> tail) => Read(stored.Segment, stored.Offset + stored.Length, tail);

    /// <summary>Copies examples out of segments that are mostly of no use any more, or one of many small ones.</summary>
    /// <param name="live">All that will ever be asked for.</param>
    public void Tidy(IReadOnlyList<StoredExample> live)
    {
        var used = live.GroupBy(e => e.Segment).ToDictionary(s => s.Key, s => s.Sum(e => (long)e.Length + e.TailLength));
        var poor = used.Where(s => !(_current.IsValueCreated && s.Key == _current.Value))
            .Select(s => (Segment: s.Key, Live: s.Value, Length: RandomAccess.GetLength(Open(s.Key))))
            .Where(s => s.Live * 2 < s.Length || (used.Count > ManySegments && s.Length < SmallBytes))
            .Select(s => s.Segment)
            .ToHashSet();
        var batch = Begin();
        foreach (var example in live.Where(e => poor.Contains(e.Segment)))
        {
            var tail = new byte[example.TailLength];
            ReadTail(example, tail);
            batch.Add(example, Read(example), tail);
        }

        batch.Close();
    }

    public void Dispose()
    {
        foreach (var file in _open.Values)
        {
            file.Dispose();
        }
    }

    private static Dictionary<int, string> Segments(string folder) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
            .Select(path => (Path: path, Name: Path.GetFileName(path)[Prefix.Length..^Suffix.Length]))
            .Where(s => int.TryParse(s.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .ToDictionary(s => int.Parse(s.Name, CultureInfo.InvariantCulture), s => s.Path);

    private void Read(int segment, long offset, Span<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(Open(segment), bytes[done..], offset + done);
            done += read > 0 ? read : throw new StoreDamagedException();
        }
    }

    private string PathOf(int segment) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{segment:d6}{Suffix}"));

    // Two threads may open it at once: the second handle goes.
    private SafeFileHandle Open(int segment)
    {
        if (_open.TryGetValue(segment, out var known))
        {
            return known;
        }

        var isNew = segment == _current.Value && !File.Exists(PathOf(segment));
        Directory.CreateDirectory(folder);
        var file = File.OpenHandle(PathOf(segment), isNew ? FileMode.CreateNew : FileMode.Open, isNew ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (_open.TryAdd(segment, file))
        {
            return file;
        }

        file.Dispose();
        return _open[segment];
    }

    private void Write(ReadOnlySpan<byte> bytes, List<(StoredExample Example, long Offset)> examples)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        SafeFileHandle file;
        lock (_current)
        {
            file = Open(_current.Value);
        }

        var offset = Interlocked.Add(ref _length, bytes.Length) - bytes.Length;
        RandomAccess.Write(file, bytes, offset);
        foreach (var (example, place) in examples)
        {
            (example.Segment, example.Offset) = (_current.Value, offset + place);
        }
    }

    /// <summary>What one thread collects before it writes. An example may be read once its batch was closed.</summary>
    public sealed class Batch(ExampleStore store)
    {
        private const int FullBytes = 1024 * 1024;

        private readonly ArrayBufferWriter<byte> _bytes = new();
        private readonly List<(StoredExample Example, long Offset)> _examples = [];

        public void Add(StoredExample example, ReadOnlySpan<byte> content, ReadOnlySpan<byte> tail)
        {
            _examples.Add((example, _bytes.WrittenCount));
            _bytes.Write(content);
            _bytes.Write(tail);
            if (_bytes.WrittenCount >= FullBytes)
            {
                Flush();
            }
        }

        /// <summary>The last call: another thread goes on with it.</summary>
        public void Close()
        {
            Flush();
            store._idle.Add(this);
        }

        private void Flush()
        {
            store.Write(_bytes.WrittenSpan, _examples);
            _bytes.ResetWrittenCount();
            _examples.Clear();
        }
    }
}

/// <summary>Somebody changed what lay in the cache. It is never the user's to mend: what is lost is made again.</summary>
internal sealed class StoreDamagedException : Exception
{
    public StoreDamagedException()
        : base("The examples kept in the cache were changed.")
    {
    }
}
