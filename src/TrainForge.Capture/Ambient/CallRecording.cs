using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// One model call from its start to its end, whoever watched it. Belongs to the stash that was open when it began; ends once,
/// and what comes after is ignored.
/// </summary>
internal sealed class CallRecording
{
    /// <summary>The consumer stopped reading a stream before the model had finished.</summary>
    public const string Abandoned = "abandoned";

    public const string Cancelled = "cancelled";

    private readonly TestStash _stash;
    private readonly long _began;
    private readonly Interaction _asked;
    private long _first;
    private int _ended;

    private CallRecording(TestStash stash, Interaction asked, long began)
    {
        _stash = stash;
        _asked = asked;
        _began = began;
    }

    /// <summary>Null when there is no open stash: the call is counted as an orphan and goes unrecorded.</summary>
    public static CallRecording? Begin(TestStash? stash, CaptureHost host, Func<Interaction, Interaction> describe)
    {
        if (stash is null)
        {
            host.AddOrphan();
            return null;
        }

        CallRecording? recording = null;
        stash.Host.Trouble.Guard("recording a request", () =>
        {
            var sequence = stash.NextSequence();
            var asked = describe(new Interaction
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"call-{sequence}"),
                Sequence = sequence,
                Started = stash.Host.Clock.GetUtcNow(),
            });
            recording = new CallRecording(stash, asked, stash.Host.Clock.GetTimestamp());
        });
        return recording;
    }

    public CaptureHost Host => _stash.Host;

    /// <summary>From the request until now.</summary>
    public double ElapsedMs => Milliseconds(_stash.Host.Clock.GetElapsedTime(_began));

    /// <summary>The first piece of a streamed answer is here.</summary>
    public void NoteFirst()
    {
        if (_first == 0)
        {
            _first = _stash.Host.Clock.GetTimestamp();
        }
    }

    /// <param name="answer">Puts the answer into the call; null when it turns out to be none, and then nothing is written.</param>
    /// <param name="error">Why it failed.</param>
    public void End(Func<Interaction, Interaction?> answer, InteractionError? error = null)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        _stash.Host.Trouble.Guard("recording an answer", () =>
        {
            var clock = _stash.Host.Clock;
            var timed = _asked with
            {
                DurationMs = Milliseconds(clock.GetElapsedTime(_began)),
                FirstUpdateMs = _first == 0 ? null : Milliseconds(clock.GetElapsedTime(_began, _first)),
                Error = error,
            };
            if (answer(timed) is { } call)
            {
                _stash.Write(call);
            }
        });
    }

    public static InteractionError ErrorOf(Exception e) =>
        new(e is OperationCanceledException ? Cancelled : e.GetType().FullName ?? e.GetType().Name, e.Message);

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
