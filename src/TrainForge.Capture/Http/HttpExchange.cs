using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Chat;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>One request and its answer, from the first byte out to the last byte in.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Memory streams only; the exchange ends with the response, which others own.")]
internal sealed class HttpExchange : ITapListener
{
    internal const int MaxBodyBytes = 16 << 20;

    // The last event of chat completions, and the only one that is no JSON.
    private const string Done = "[DONE]";

    private static readonly IDialect[] Dialects = [new ChatCompletions(), new Responses(), new AnthropicMessages()];

    private readonly CaptureHost _host;
    private readonly CallRecording _recording;
    private readonly HttpContent _body;
    private readonly TeeRequestContent _sent;
    private readonly IDialect _dialect;
    private readonly string? _provider;
    private readonly WireParts _parts;
    private readonly MemoryStream _received = new();
    private readonly PieceNotes _notes;
    private SseReader? _events;
    private IStreamFold? _fold;
    private long _updates;
    private long _arrived;
    private string? _encoding;
    private int? _status;
    private bool _isCut;
    private bool _isStream;
    private bool _isSaidDone;

    private HttpExchange(CaptureHost host, CallRecording recording, HttpRequestMessage request, IDialect dialect)
    {
        _host = host;
        _recording = recording;
        _notes = new PieceNotes(() => recording.ElapsedMs);
        _dialect = dialect;
        _parts = new WireParts(new TextCap(host.Settings.MaxTextBytes));
        _provider = ProviderOf(request.RequestUri?.Host, dialect);
        _body = request.Content!;
        _sent = new TeeRequestContent(_body, MaxBodyBytes);
        request.Content = _sent;
    }

    /// <summary>Null when this is no call of a model, or no test is running.</summary>
    public static HttpExchange? Begin(CaptureHost host, HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Post || request.Content is null || request.RequestUri is not { IsAbsoluteUri: true } uri
            || Array.Find(Dialects, d => uri.AbsolutePath.EndsWith(d.PathEnd, StringComparison.OrdinalIgnoreCase)) is not { } dialect)
        {
            return null;
        }

        return CallRecording.Begin(AmbientStash.Find(host), host, call => call) is { } recording
            ? new HttpExchange(host, recording, request, dialect)
            : null;
    }

    public void Fail(HttpRequestMessage request, Exception e)
    {
        // A handler below may have put the request away.
        _host.Trouble.Guard("looking at a request", () => request.Content = _body);
        End(CallRecording.ErrorOf(e));
    }

    public void Answer(HttpRequestMessage request, HttpResponseMessage response) => _host.Trouble.Guard("looking at an answer", () =>
    {
        request.Content = _body;
        _status = response.IsSuccessStatusCode ? null : (int)response.StatusCode;
        _encoding = response.Content.Headers.ContentEncoding.LastOrDefault();
        if (_encoding is null && response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            _isStream = true;
            _fold = _dialect.NewFold();
            _events = new SseReader(AddEvent, MaxBodyBytes);
        }

        response.Content = new TeeResponseContent(response.Content, this);
    });

    public void OnBytes(ReadOnlySpan<byte> piece)
    {
        _recording.NoteFirst();
        _arrived += piece.Length;
        try
        {
            if (_events is not null)
            {
                _events.Add(piece);
            }
            else
            {
                var room = MaxBodyBytes - (int)_received.Length;
                _isCut |= piece.Length > room;
                _received.Write(piece[..Math.Min(room, piece.Length)]);
            }
        }
        catch (Exception e) // between a network and its reader: nothing of ours may show
        {
            _isCut = true;
            _host.Trouble.Tell("reading a streamed answer", e);
        }
    }

    public void OnEnd() => End(null);

    public void OnError(Exception error) => End(CallRecording.ErrorOf(error));

    // The whole of a plain body, or the last word of a stream, may have been read without asking for the end.
    public void OnAbandoned() => End(null, abandoned: true);

    private void AddEvent(string data)
    {
        if (Json.ParseObject(data) is { } fields)
        {
            _updates++;
            _fold!.Add(fields, _notes);
            _notes.EndEvent();
        }

        _isSaidDone |= data == Done;
    }

    private void End(InteractionError? error, bool abandoned = false) => _recording.End(call =>
    {
        _events?.End();
        if (Asked(call with { Provider = _provider, Updates = _fold is null ? null : _updates, Error = error ?? StatusError() }) is not { } asked)
        {
            return null;
        }

        call = asked;
        if (Body() is { } body)
        {
            call = _dialect.Answered(call, body, _parts);
            call = _fold is null ? call : call with { Pieces = _notes.For(call.Response) };
        }

        if (_isCut || _events?.IsCut == true)
        {
            call = call with { Truncations = [.. call.Truncations, new Truncation("response", _arrived, MaxBodyBytes)] };
        }

        if (call.FinishReason is not null || call.Error is not null)
        {
            return call;
        }

        // A service that goes away in the middle ends a stream as one that is done, but for its last words.
        return abandoned ? call with { Error = new InteractionError(CallRecording.Abandoned, "The consumer stopped reading before the answer had ended.") }
            : _isStream && !_isSaidDone ? call with { Truncations = [.. call.Truncations, new Truncation("broken_off", _arrived, 0)] }
            : call;
    });

    // Null when it was sent whole and is no call: services have other things under the same path. Before it was sent, nobody knows.
    private Interaction? Asked(Interaction call)
    {
        if (_sent.IsCut)
        {
            return call with { Truncations = [new Truncation("request", _body.Headers.ContentLength ?? _sent.Sent.Length, MaxBodyBytes)] };
        }

        if (_sent.Sent.IsEmpty)
        {
            return call;
        }

        return Json.ParseObject(Encoding.UTF8.GetString(_sent.Sent.Span)) is { } request && _dialect.IsCall(request)
            ? _dialect.Asked(call, request, _parts)
            : null;
    }

    private JsonObject? Body()
    {
        if (_fold is not null)
        {
            return _fold.Fold();
        }

        if (_isCut || _received.Length == 0)
        {
            return null;
        }

        if (ContentEncoding.Unfold(_received, _encoding, MaxBodyBytes) is not { } bytes)
        {
            _isCut = true;
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        if (Json.ParseObject(text) is { } whole)
        {
            return whole;
        }

        // A stream that came compressed, or without saying that it is one.
        var fold = _dialect.NewFold();
        var notes = PieceNotes.None;
        var events = new SseReader(
            data =>
            {
                fold.Add(Json.ParseObject(data) ?? [], notes);
                _isSaidDone |= data == Done;
            },
            MaxBodyBytes);
        events.Add(bytes);
        events.End();
        var folded = fold.Fold();
        _isStream = folded is not null;
        _isCut |= folded is null && _encoding is not null; // what was packed and then makes no sense was left in the middle
        return folded;
    }

    private InteractionError? StatusError() => _status is { } status ? new InteractionError("http", $"The service answered with status {status}.") : null;

    private static string? ProviderOf(string? host, IDialect dialect) => host switch
    {
        null => null,
        _ when host.EndsWith("openai.azure.com", StringComparison.OrdinalIgnoreCase) => "azure.ai.openai",
        _ when host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase) => "openai",
        _ when host.EndsWith("anthropic.com", StringComparison.OrdinalIgnoreCase) => "anthropic",
        _ => dialect is AnthropicMessages ? $"anthropic-compatible:{host}" : $"openai-compatible:{host}",
    };
}
