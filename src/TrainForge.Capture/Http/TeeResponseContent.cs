using System.Net;

namespace TrainForge.Capture.Http;

/// <summary>The response's own content with a tap in it: same headers, same length, nothing buffered.</summary>
internal sealed class TeeResponseContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly ITapListener _listener;
    private bool _isRead;

    public TeeResponseContent(HttpContent inner, ITapListener listener)
    {
        _inner = inner;
        _listener = listener;
        foreach (var (name, values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var tapped = CreateContentReadStream(cancellationToken);
        tapped.CopyTo(stream);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var tapped = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (tapped.ConfigureAwait(false))
        {
            await tapped.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken)
    {
        var stream = new TeeReadStream(_inner.ReadAsStream(cancellationToken), _listener);
        _isRead = true;
        return stream;
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        var stream = new TeeReadStream(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _listener);
        _isRead = true;
        return stream;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();

            // A status was all that somebody wanted to know, as of a refusal: nobody else says that this is over.
            if (!_isRead)
            {
                _listener.OnAbandoned();
            }
        }

        base.Dispose(disposing);
    }
}
