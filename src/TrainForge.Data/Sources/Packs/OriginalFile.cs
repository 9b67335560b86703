using System.Buffers;
using System.Security.Cryptography;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Sources.Packs;

/// <summary>A file to import, as long as it was when it was first looked at: it may be growing while it is read.</summary>
internal sealed record OriginalFile(string Path, long Bytes, string Sha256, string? Extends, bool HoldsDocuments) : Original(Path, Bytes, Sha256, Extends)
{
    private const int BlockBytes = 128 * 1024;
    private const int HeadBytes = 4096;

    // A smaller one is read once, a larger one a second time: it may be larger than memory.
    private const long LargestInMemory = 64 * 1024 * 1024;

    private byte[]? _content;

    /// <summary>See <see cref="PackRecord.Head"/>.</summary>
    public static string Head(string path)
    {
        using var file = Open(path);
        Span<byte> block = stackalloc byte[HeadBytes];
        var head = block[..file.ReadAtLeast(block, HeadBytes, throwOnEndOfStream: false)];
        return Hex(SHA256.HashData(head.IndexOf((byte)'\n') is >= 0 and var end ? head[..end] : head))[..16];
    }

    /// <param name="known">Lengths and hashes of what was imported before: one of them may be the begin of this one.</param>
    /// <param name="holdsDocuments">Its values may go over several lines.</param>
    public static Original Measure(string path, IEnumerable<(long Bytes, string Sha256)> known, bool holdsDocuments)
    {
        using var file = Open(path);
        var size = file.Length;
        var content = size <= LargestInMemory ? ArrayPool<byte>.Shared.Rent((int)size + 1) : null;
        var block = content ?? new byte[BlockBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var begins = known.Where(k => k.Bytes > 0).OrderBy(k => k.Bytes).ToLookup(k => k.Bytes, k => k.Sha256);
        var marks = new Queue<long>(begins.Select(b => b.Key));
        string? extends = null;
        long length = 0;
        while (length < size)
        {
            var begin = content is null ? 0 : (int)length;
            var read = file.Read(block, begin, (int)Math.Min(block.Length - begin, size - length));
            if (read == 0)
            {
                break;
            }

            for (var at = 0; at < read;)
            {
                var part = (int)Math.Min(read - at, (marks.TryPeek(out var mark) ? mark : long.MaxValue) - length);
                hash.AppendData(block, begin + at, part);
                (at, length) = (at + part, length + part);
                if (marks.TryPeek(out var reached) && length == reached)
                {
                    marks.Dequeue();
                    var sha256 = Hex(hash.GetCurrentHash());
                    extends = begins[reached].Contains(sha256) ? sha256 : extends;
                }
            }
        }

        var whole = Hex(hash.GetHashAndReset());
        return new OriginalFile(path, length, whole, extends == whole ? null : extends, holdsDocuments) { _content = content };
    }

    /// <summary>The lines of exactly the bytes that were measured.</summary>
    public override IEnumerable<SourceLine> Lines(ReadReport report)
    {
        var lines = _content is null ? Again(report) : SourceLines.Split(_content.AsMemory(0, (int)Bytes), report.TooLong);
        return HoldsDocuments ? SourceDocuments.Read(lines, report) : lines;
    }

    public override void Dispose()
    {
        if (_content is not null)
        {
            // It held what was not redacted yet.
            ArrayPool<byte>.Shared.Return(_content, clearArray: true);
            _content = null;
        }

        base.Dispose();
    }

    private IEnumerable<SourceLine> Again(ReadReport report)
    {
        using var file = new MeasuredStream(Open(Path), Bytes);
        foreach (var line in SourceLines.Read(file, report.TooLong))
        {
            yield return line;
        }

        if (file.Hash() != Sha256)
        {
            throw new TrainForgeException(Rules.SourceChanged.At(new SourcePoint(Path)));
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static string Hex(byte[] hash) => Convert.ToHexString(hash).ToLowerInvariant();

    private sealed class MeasuredStream(FileStream file, long bytes) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public string Hash() => Hex(_hash.GetCurrentHash());

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = file.Read(buffer, offset, (int)Math.Min(count, _left));
            _hash.AppendData(buffer, offset, read);
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
                _hash.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
