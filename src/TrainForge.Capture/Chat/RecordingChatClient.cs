using Microsoft.Extensions.AI;
using TrainForge.Capture.Ambient;

namespace TrainForge.Capture.Chat;

/// <summary>
/// Records what passes and changes nothing: the same arguments in, the same objects, exceptions and pace out. Where no test
/// is running it is not there at all.
/// </summary>
internal sealed class RecordingChatClient(IChatClient inner, CaptureHost host) : DelegatingChatClient(inner)
{
    private readonly MessageMap _map = new(new TextCap(host.Settings.MaxTextBytes));

    // Asked once: a client does not change its vendor, and a fake that throws at the question would be felt at every call.
    private readonly Lazy<ChatClientMetadata?> _client = new(() => ChatClientExtensions.Ask<ChatClientMetadata>(inner));

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = Once(messages);
        return Begin(asked, options) is { } recording
            ? RecordAsync(recording, asked, options, cancellationToken)
            : base.GetResponseAsync(asked, options, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = Once(messages);
        return new RecordedStream(base.GetStreamingResponseAsync(asked, options, cancellationToken), () => Begin(asked, options), _map);
    }

    private async Task<ChatResponse> RecordAsync(CallRecording recording, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancel)
    {
        using var inside = InnerCall.Enter();
        ChatResponse response;
        try
        {
            response = await base.GetResponseAsync(messages, options, cancel).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            recording.End(call => call, CallRecording.ErrorOf(e));
            throw;
        }

        recording.End(call => response is null ? call : ChatAnswer.Answered(call, _map, FoldedResponse.Of(response), updates: null));
        return response!;
    }

    private CallRecording? Begin(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        CallRecording.Begin(AmbientStash.Find(host), host, call => ChatAnswer.Asked(call, _map, messages, options, _client.Value));

    // A sequence that is made while it is read can be read once only, and that once is the inner client's.
    private static IEnumerable<ChatMessage> Once(IEnumerable<ChatMessage> messages) =>
        messages is null or IReadOnlyCollection<ChatMessage> or ICollection<ChatMessage> ? messages! : [.. messages];
}
