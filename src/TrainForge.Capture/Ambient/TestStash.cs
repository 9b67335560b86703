using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using TrainForge.Capture.Ambient;
using TrainForge.Capture.Chat;
using TrainForge.Capture.Hosting;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Capture;

/// <summary>
/// What one attempt of one test leaves behind. Nothing here throws, and nothing is written before there is something to
/// write: a suite of ten thousand tests that call no model leaves no folders.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The end of the test closes the folder; users hold this class and have nothing to dispose.")]
public sealed class TestStash
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly Func<TestIdentity>? _identify;
    private readonly TimeSpan? _timeout;
    private readonly int _begun;
    private readonly long _opened;
    private TestIdentity? _test;
    private StashFolder? _folder;
    private volatile bool _isOpen;
    private long _sequence;
    private int _attempt;
    private int _hasBegun;
#pragma warning disable CA1859 // an Activity: to name that type would load its assembly into every suite
    private IDisposable? _activity;
#pragma warning restore CA1859
    private ITimer? _limit;

    internal TestStash(CaptureHost host)
    {
        Host = host;
        Id = "";
    }

    /// <param name="host">Whose tests these are.</param>
    /// <param name="id">Tells the test from every other in the process.</param>
    /// <param name="begun">The how manieth time this process begins it.</param>
    /// <param name="identify">Who it is; asked when there is something to keep.</param>
    /// <param name="timeout">After which the framework gives it up.</param>
    internal TestStash(CaptureHost host, string id, int begun, Func<TestIdentity> identify, TimeSpan? timeout)
    {
        Host = host;
        Id = id;
        _begun = begun;
        _identify = identify;
        _timeout = timeout;
        Started = host.Clock.GetUtcNow();
        _opened = host.Clock.GetTimestamp();
        _isOpen = true;
    }

    /// <summary>False outside of tests, after the end of the test, and when recording is switched off.</summary>
    public bool IsRecording => _isOpen && Host.Settings.Enabled;

    /// <summary>Counts from 1; a test that is run again because it failed has the next one.</summary>
    public int Attempt
    {
        get
        {
            if (_attempt == 0 && _begun > 0)
            {
                Host.Trouble.Guard("counting attempts", () => _attempt = _begun + Host.Attempts.Earlier(Test!));
            }

            return Math.Max(_attempt, _begun);
        }
    }

    internal CaptureHost Host { get; }

    internal string Id { get; }

    internal TestIdentity? Test => _test ??= _identify?.Invoke();

    internal bool IsOpen => _isOpen;

    /// <summary>What baggage calls it; null as long as nobody asked.</summary>
    internal string? Named { get; private set; }

    internal string Token => Named ??= AmbientStash.Name(this);

    internal DateTimeOffset Started { get; }

    /// <summary>By a clock that nobody sets.</summary>
    internal TimeSpan Elapsed => Host.Clock.GetElapsedTime(_opened);

    /// <summary>For a model that is called by other means than an <see cref="IChatClient"/>: what was asked and what it answered.</summary>
    public void Record(string request, string response, string? model = null) =>
        Record([new ChatMessage(ChatRole.User, request)], new ChatResponse(new ChatMessage(ChatRole.Assistant, response)) { ModelId = model });

    /// <summary>The same with a whole conversation, tools and options.</summary>
    public void Record(IEnumerable<ChatMessage> request, ChatResponse response, ChatOptions? options = null)
    {
        var map = new MessageMap(new TextCap(Host.Settings.MaxTextBytes));
        CallRecording.Begin(IsRecording ? this : null, Host, call => ChatAnswer.Asked(call, map, request, options, client: null))
            ?.End(call => ChatAnswer.Answered(call, map, FoldedResponse.Of(response), updates: null));
    }

    /// <summary>Copies a file into the stash, now. Text in it is redacted.</summary>
    /// <param name="path">A file that is written and closed.</param>
    /// <param name="name">What to call it in the stash; its own name when left out.</param>
    public void Attach(string path, string? name = null) => Host.Trouble.Guard("attaching a file", () =>
    {
        if (!File.Exists(path))
        {
            Host.Trouble.Tell(Rules.AttachmentNotKept.Here(path ?? "", "there is no such file."));
            return;
        }

        if (IsRecording)
        {
            Folder()?.Attach(path, Path.GetFileName(name is { Length: > 0 } ? name : path));
        }
    });

    /// <summary>Adds a line to <c>session.log</c>.</summary>
    public void Log(string message) => WriteLog(StashPaths.SessionLog, LogLevel.Information, "test", message);

    internal long NextSequence() => Interlocked.Increment(ref _sequence);

    internal void WriteLog(string log, LogLevel level, string logger, string message) => Host.Trouble.Guard("writing a log", () =>
    {
        if (IsRecording)
        {
            Folder()?.AppendLog(log, SessionLog.Line(log, Host.Clock.GetUtcNow(), level, logger, message));
        }
    });

    internal void Write(Interaction interaction)
    {
        if (Folder()?.Append(interaction) != true)
        {
            Host.Orphans.Add(afterEnd: true);
        }
    }

    /// <summary>True once: for whoever begins the test this stash was opened for.</summary>
    internal bool TryBegin() => Interlocked.Exchange(ref _hasBegun, 1) == 0;

    /// <summary>The framework gave the test up, or is about to: its clock was started a little before ours.</summary>
    internal bool IsExpired => _timeout is { } limit && Host.Clock.GetElapsedTime(_opened) >= limit - ClockSkew;

    internal TestEnd Expired => new(Outcome.TimedOut)
    {
        Duration = _timeout,
        Message = string.Create(CultureInfo.InvariantCulture, $"The test did not end within {_timeout?.TotalMilliseconds} ms."),
    };

    internal void StartActivity() => _activity = TestActivity.Start(Token);

    internal void StartClock(TimeSpan limit) => _limit = Host.Clock.CreateTimer(_ => Host.GiveUp(this), null, limit, Timeout.InfiniteTimeSpan);

    internal void End(Func<TestEnd> end)
    {
        StashFolder? folder;
        lock (_gate)
        {
            _isOpen = false;
            folder = _folder;
        }

        _limit?.Dispose();
        if (folder is null && _activity is null)
        {
            return;
        }

        try
        {
            Close(folder, end);
        }
        finally
        {
            _activity?.Dispose();
        }
    }

    // Apart: a closure is made where its method begins, and most tests close nothing.
    private void Close(StashFolder? folder, Func<TestEnd> end) => folder?.Close(tally => tally.Describe(this, Test!, end()));

    // Made for the first thing to keep: most tests of most suites call no model, and each would pay for it. After the end there is
    // one only where there was one before, which knows by itself that it is closed.
    private StashFolder? Folder()
    {
        lock (_gate)
        {
            return _folder ??= _isOpen ? new StashFolder(Host, new StashName(Test!.Id, Host.Redactor.RedactOrWithhold(Test.Name, new RedactionCounts()), Test.Assembly, TestFramework.TargetOf(Test.Assembly), Attempt)) : null;
        }
    }
}
