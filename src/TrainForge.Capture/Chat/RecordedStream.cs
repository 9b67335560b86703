using Microsoft.Extensions.AI;
using TrainForge.Capture.Ambient;
using TrainForge.Stashes;

namespace TrainForge.Capture.Chat;

/// <summary>
/// A streamed answer with a recorder beside it. Each update reaches the consumer unchanged, in order, as it arrives; nothing
/// is read ahead. Every enumeration is a call of its own, as it is for the stream within.
/// </summary>
internal sealed class RecordedStream(IAsyncEnumerable<ChatResponseUpdate> inner, Func<CallRecording?> begin, MessageMap map) : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var recording = begin();
        var updates = inner.GetAsyncEnumerator(cancellationToken);
        return recording is null ? updates : new Enumerator(updates, recording, map);
    }

    private sealed class Enumerator(IAsyncEnumerator<ChatResponseUpdate> inner, CallRecording recording, MessageMap map) : IAsyncEnumerator<ChatResponseUpdate>
    {
        private readonly ResponseFold _fold = new();
        private bool _hasEnded;

        public ChatResponseUpdate Current => inner.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            bool hasMore;
            try
            {
                using var inside = InnerCall.Enter();
                hasMore = await inner.MoveNextAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                End(CallRecording.ErrorOf(e));
                throw;
            }

            if (hasMore)
            {
                Keep(inner.Current);
            }
            else
            {
                End(null);
            }

            return hasMore;
        }

        public ValueTask DisposeAsync()
        {
            // Many consumers stop at the finish reason and never ask for the end: the answer is whole all the same.
            End(_fold.IsFinished ? null : new InteractionError(CallRecording.Abandoned, "The consumer stopped reading before the answer had ended."));
            return inner.DisposeAsync();
        }

        private void Keep(ChatResponseUpdate update) => recording.Host.Trouble.Guard("recording a streamed answer", () =>
        {
            recording.NoteFirst();
            if (update is not null)
            {
                _fold.Add(update, recording.ElapsedMs);
            }
        });

        private void End(InteractionError? error)
        {
            if (!_hasEnded)
            {
                _hasEnded = true;
                recording.End(call => ChatAnswer.Answered(call, map, _fold.Fold(), _fold.Updates), error);
            }
        }
    }
}
