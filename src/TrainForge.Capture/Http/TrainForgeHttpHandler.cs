using TrainForge.Capture.Ambient;
using TrainForge.Capture.Http;

namespace TrainForge.Capture;

/// <summary>
/// For models that are called through an <see cref="HttpClient"/>: records traffic shaped like OpenAI chat completions, OpenAI
/// responses or Anthropic messages, streamed or not, into the stash of the running test. Requests and answers pass unchanged and
/// unbuffered; headers, and with them keys, are never looked at. Under a client that records already it keeps still.
/// </summary>
public sealed class TrainForgeHttpHandler : DelegatingHandler
{
    private readonly CaptureHost _host;

    public TrainForgeHttpHandler()
        : this(CaptureHost.Default)
    {
    }

    public TrainForgeHttpHandler(HttpMessageHandler innerHandler)
        : this(CaptureHost.Default, innerHandler)
    {
    }

    internal TrainForgeHttpHandler(CaptureHost host)
    {
        _host = host;
    }

    internal TrainForgeHttpHandler(CaptureHost host, HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
        _host = host;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Begin(request) is not { } exchange)
        {
            return base.Send(request, cancellationToken);
        }

        HttpResponseMessage response;
        try
        {
            response = base.Send(request, cancellationToken);
        }
        catch (Exception e)
        {
            exchange.Fail(request, e);
            throw;
        }

        exchange.Answer(request, response);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Begin(request) is not { } exchange)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            exchange.Fail(request, e);
            throw;
        }

        exchange.Answer(request, response);
        return response;
    }

    private HttpExchange? Begin(HttpRequestMessage request)
    {
        HttpExchange? exchange = null;
        if (_host.Settings.Enabled && !InnerCall.IsRunning)
        {
            _host.Trouble.Guard("looking at a request", () => exchange = HttpExchange.Begin(_host, request));
        }

        return exchange;
    }
}
