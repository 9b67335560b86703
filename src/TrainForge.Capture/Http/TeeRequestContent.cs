using System.Net;

namespace TrainForge.Capture.Http;

/// <summary>
/// The request's own content, copied while it goes out. It is not read beforehand: that would use up a one-shot stream and
/// turn a chunked request into one with a length.
/// </summary>
internal sealed class TeeRequestContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly int _maxBytes;
    private MemoryStream _copy = new();

    public TeeRequestContent(HttpContent inner, int maxBytes)
    {
        _inner = inner;
        _maxBytes = maxBytes;
        foreach (var (name, values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    public bool IsCut { get; private set; }

    public ReadOnlyMemory<byte> Sent => _copy.GetBuffer().AsMemory(0, (int)_copy.Length);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyTo(Tap(stream), context, cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _inner.CopyToAsync(Tap(stream), context);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(Tap(stream), context, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    // The inner content is the caller's: it is given back to the request and disposed by whoever made it.
    protected override void Dispose(bool disposing) => base.Dispose(disposing);

    // A handler below that sends again starts again.
    private WriteTap Tap(Stream stream)
    {
        _copy = new MemoryStream();
        IsCut = false;
        return new WriteTap(stream, this);
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        var room = _maxBytes - (int)_copy.Length;
        IsCut |= piece.Length > room;
        _copy.Write(piece[..Math.Min(room, piece.Length)]);
    }

    private sealed class WriteTap(Stream inner, TeeRequestContent owner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            owner.Keep(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            owner.Keep(buffer.Span);
        }
    }
}
