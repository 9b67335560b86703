using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace TrainForge.Tests.Capture;

/// <summary>A model that answers what it is told to, in one piece or in the given pieces.</summary>
internal sealed class FakeModel(Func<IReadOnlyList<ChatMessage>, ChatResponse> answer, Func<IReadOnlyList<ChatMessage>, IEnumerable<ChatResponseUpdate>>? stream = null) : IChatClient
{
    public FakeModel(string text)
        : this(_ => new ChatResponse(new ChatMessage(ChatRole.Assistant, text)))
    {
    }

    public static FakeModel Streaming(params ChatResponseUpdate[] updates) => new(_ => throw new InvalidOperationException(), _ => updates);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(answer([.. messages]));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in stream!([.. messages]))
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("acme", new Uri("https://models.test"), "small-1") : null;

    public void Dispose()
    {
    }
}
