using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Files;

namespace TrainForge.Data.Pipeline.Caching;

/// <summary>
/// What became of each shard the last time, so that a build reads only what is new: an index, and the examples beside it. Deleting
/// it costs time and nothing else; one that is damaged, or was made under other settings or by other code, is as good as none.
/// </summary>
/// <remarks>One builder at a time; the lock of the dataset sees to that.</remarks>
internal sealed class ShardCache : IDisposable
{
    private const string IndexFile = "index.bin";

    private static readonly byte[] Magic = "TrainForge shards 2\n"u8.ToArray();

    private readonly string _folder;
    private readonly string _fingerprint;
    private readonly long _now;
    private readonly Dictionary<string, CacheEntry> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CacheEntry> _kept = new(StringComparer.Ordinal);
    private bool _isChanged;
    private bool _isPassing;

    private ShardCache(string folder, string fingerprint, DateTimeOffset now)
    {
        (_folder, _fingerprint, _now) = (folder, fingerprint, now.UtcTicks);
        Store = new ExampleStore(folder);
    }

    public ExampleStore Store { get; }

    /// <summary>Where a stage of this build may put what it cannot hold.</summary>
    public string Folder => _folder;

    /// <param name="fingerprint">Everything besides the files that results depend on.</param>
    public static ShardCache Open(string folder, string fingerprint, DateTimeOffset now)
    {
        var cache = new ShardCache(folder, fingerprint, now);
        cache.Load();
        cache.Store.Keep(cache.Examples().Select(e => e.Segment).ToHashSet());
        return cache;
    }

    /// <summary>Of no use to a later build; the folder is the caller's.</summary>
    public static ShardCache Passing(string folder) => new(folder, "", default) { _isPassing = true };

    /// <summary>The result of before, when nothing that it was made from has changed; else a new one, which is kept.</summary>
    public ShardResult Result(IShard shard, Func<IShard, ShardResult> read)
    {
        // A listing that is a moment old shows less than there is at worst: what changed since is a change for the next build.
        var files = shard.Stamps ?? [.. shard.Files.Select(FileStamp.Of)];
        var known = _known.GetValueOrDefault(shard.Place);
        if (known?.Holds(files, shard.About) == true)
        {
            return Keep(shard, known);
        }

        var content = FileStamp.Hash(shard.Files);
        _isChanged = true;
        return known is not null && known.About == shard.About && known.Content.AsSpan().SequenceEqual(content)
            ? Keep(shard, known with { Files = files, Looked = _now })
            : Keep(shard, new CacheEntry(files, _now, content, shard.About, read(shard)));
    }

    private bool HasNews => !_isPassing && (_isChanged || _kept.Count != _known.Count);

    /// <summary>Moves examples out of files that are mostly of no use any more: before anything reads where they lie.</summary>
    public void Tidy()
    {
        if (HasNews)
        {
            Store.Tidy([.. _kept.Values.SelectMany(e => e.Result.Conversations).SelectMany(c => c.Examples)]);
        }
    }

    /// <summary>Forgets what no build would read any more, and keeps the rest for the next. To be tidied before.</summary>
    public void Save()
    {
        if (HasNews)
        {
            var pen = new CachePen();
            pen.Text(_fingerprint);
            pen.List([.. _kept.OrderBy(e => e.Key, StringComparer.Ordinal)], entry =>
            {
                pen.Text(entry.Key);
                entry.Value.Write(pen);
            });
            AtomicFile.Write(Path.Combine(_folder, IndexFile), file =>
            {
                file.Write(Magic);
                file.Write(SHA256.HashData(pen.Written));
                file.Write(pen.Written);
            });
        }
    }

    /// <summary>What was kept turned out to be damaged: the next build begins without it.</summary>
    public static void Forget(string folder)
    {
        if (Directory.Exists(folder))
        {
            File.Delete(Path.Combine(folder, IndexFile));
        }
    }

    public void Dispose() => Store.Dispose();

    private ShardResult Keep(IShard shard, CacheEntry entry)
    {
        _kept[shard.Place] = entry;
        return entry.Result;
    }

    private IEnumerable<StoredExample> Examples() => _known.Values.SelectMany(e => e.Result.Conversations).SelectMany(c => c.Examples);

    private void Load()
    {
        var path = Path.Combine(_folder, IndexFile);
        if (!File.Exists(path) || Checked(File.ReadAllBytes(path)) is not { } content)
        {
            return;
        }

        try
        {
            var eye = new CacheEye(content);
            if (eye.Text() == _fingerprint)
            {
                eye.List(() => (Place: eye.Required(), Entry: CacheEntry.Read(eye))).ForEach(e => _known.Add(e.Place, e.Entry));
            }
        }
        catch (InvalidDataException)
        {
            // Whole, and yet of another form: code that is not released wrote it.
            _known.Clear();
        }

        if (Examples().Any(e => !Store.Holds(e)))
        {
            _known.Clear();
        }
    }

    private static ReadOnlyMemory<byte>? Checked(byte[] file)
    {
        var begin = Magic.Length + SHA256.HashSizeInBytes;
        return file.Length >= begin && file.AsSpan(0, Magic.Length).SequenceEqual(Magic) && SHA256.HashData(file.AsSpan(begin)).AsSpan().SequenceEqual(file.AsSpan(Magic.Length, SHA256.HashSizeInBytes))
            ? file.AsMemory(begin)
            : null;
    }
}
