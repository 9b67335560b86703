using System.Diagnostics;
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
    private readonly long _opened;
    private StashFolder? _folder;
    private volatile bool _isOpen;
    private long _sequence;
    private int _hasBegun;
    private Activity? _activity;
    private ITimer? _limit;

    internal TestStash(CaptureHost host, TestIdentity? test, int attempt)
    {
        Host = host;
        Test = test;
        Attempt = attempt;
        Started = host.Clock.GetUtcNow();
        _opened = host.Clock.GetTimestamp();
        Token = "";
        if (test is not null)
        {
            Token = AmbientStash.NextToken();
            _isOpen = true;
        }
    }

    /// <summary>False outside of tests, after the end of the test, and when recording is switched off.</summary>
    public bool IsRecording => _isOpen;

    /// <summary>Counts from 1; a test that is run again because it failed has the next one.</summary>
    public int Attempt { get; }

    internal CaptureHost Host { get; }

    internal TestIdentity? Test { get; }

    internal string Token { get; }

    internal DateTimeOffset Started { get; }

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

        if (_isOpen)
        {
            Folder()?.Attach(path, Path.GetFileName(name is { Length: > 0 } ? name : path));
        }
    });

    /// <summary>Adds a line to <c>session.log</c>.</summary>
    public void Log(string message) => WriteLog(StashPaths.SessionLog, LogLevel.Information, "test", message);

    internal long NextSequence() => Interlocked.Increment(ref _sequence);

    internal void WriteLog(string log, LogLevel level, string logger, string message) => Host.Trouble.Guard("writing a log", () =>
    {
        if (_isOpen)
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
    internal bool IsExpired => Test?.Timeout is { } limit && Host.Clock.GetElapsedTime(_opened) >= limit - ClockSkew;

    internal TestEnd Expired => new(Outcome.TimedOut)
    {
        Duration = Test?.Timeout,
        Message = string.Create(CultureInfo.InvariantCulture, $"The test did not end within {Test?.Timeout?.TotalMilliseconds} ms."),
    };

    internal void StartClock()
    {
        if (Test?.Timeout is { } limit)
        {
            _limit = Host.Clock.CreateTimer(_ => Host.GiveUp(this), null, limit, Timeout.InfiniteTimeSpan);
        }
    }

    internal void StartActivity()
    {
        if (TestActivity.IsWanted)
        {
            _activity = TestActivity.Start(Token);
        }
    }

    internal void End(TestEnd end)
    {
        lock (_gate)
        {
            _isOpen = false;
        }

        _limit?.Dispose();
        try
        {
            _folder?.Close(tally => tally.Describe(this, Test!, end));
        }
        finally
        {
            _activity?.Stop();
        }
    }

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
