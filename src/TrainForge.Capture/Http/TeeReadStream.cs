namespace TrainForge.Capture.Http;

/// <summary>
/// Hands the consumer what the network gives, when it gives it and as much as it gives, and shows each piece to a listener.
/// Nothing is read that the consumer did not ask for.
/// </summary>
internal sealed class TeeReadStream(Stream inner, ITapListener listener) : Stream
{
    private bool _isOver;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override bool CanTimeout => inner.CanTimeout;

    public override int ReadTimeout
    {
        get => inner.ReadTimeout;
        set => inner.ReadTimeout = value;
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }

        Show(buffer[..read], buffer.Length);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }

        Show(buffer.Span[..read], buffer.Length);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            Abandon();
        }

        base.Dispose(disposing);
    }

    private void Show(ReadOnlySpan<byte> piece, int asked)
    {
        if (_isOver)
        {
            return;
        }

        if (!piece.IsEmpty)
        {
            listener.OnBytes(piece);
        }
        else if (asked > 0)
        {
            _isOver = true;
            listener.OnEnd();
        }
    }

    private void Fail(Exception e)
    {
        if (!_isOver)
        {
            _isOver = true;
            listener.OnError(e);
        }
    }

    // A consumer that has seen '[DONE]' often stops before the end of the stream; the listener knows whether all was said.
    private void Abandon()
    {
        if (!_isOver)
        {
            _isOver = true;
            listener.OnAbandoned();
        }
    }
}
