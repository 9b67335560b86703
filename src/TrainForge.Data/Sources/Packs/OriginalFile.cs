using System.Security.Cryptography;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Sources.Packs;

/// <summary>A file to import, as long as it was when it was first looked at: it may be growing while it is read.</summary>
internal sealed record OriginalFile(string Path, long Bytes, string Sha256, string? Extends, bool HoldsDocuments) : Original(Path, Bytes, Sha256, Extends)
{
    private const int BlockBytes = 128 * 1024;

    /// <param name="known">Lengths and hashes of what was imported before: one of them may be the begin of this one.</param>
    /// <param name="holdsDocuments">Its values may go over several lines.</param>
    public static Original Measure(string path, IEnumerable<(long Bytes, string Sha256)> known, bool holdsDocuments)
    {
        using var file = Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var begins = known.Where(k => k.Bytes > 0).OrderBy(k => k.Bytes).ToLookup(k => k.Bytes, k => k.Sha256);
        var marks = new Queue<long>(begins.Select(b => b.Key));
        var block = new byte[BlockBytes];
        string? extends = null;
        long length = 0;
        for (int read; (read = file.Read(block)) > 0;)
        {
            for (var at = 0; at < read;)
            {
                var part = (int)Math.Min(read - at, (marks.TryPeek(out var mark) ? mark : long.MaxValue) - length);
                hash.AppendData(block, at, part);
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
        return new OriginalFile(path, length, whole, extends == whole ? null : extends, holdsDocuments);
    }

    /// <summary>The lines of exactly the bytes that were measured.</summary>
    public override IEnumerable<SourceLine> Lines(ReadReport report)
    {
        using var file = new MeasuredStream(Open(Path), Bytes);
        var lines = SourceLines.Read(file, report.TooLong);
        foreach (var line in HoldsDocuments ? SourceDocuments.Read(lines, report) : lines)
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
