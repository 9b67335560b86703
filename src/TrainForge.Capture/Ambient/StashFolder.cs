using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Capture.Chat;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// What one stash has on the disk. Everything goes through redaction on its way, and what cannot be redacted does not go at
/// all. The first fault of the disk closes the folder for good: a half-written stash must not look whole.
/// </summary>
internal sealed class StashFolder(CaptureHost host, StashName name) : IDisposable
{
    private const int MaxMessageChars = 20_000;
    private const int ModelLogShare = 4;

    private readonly object _gate = new();
    private readonly RedactionCounts _counts = new();
    private readonly Dictionary<string, TextLog> _logs = new(StringComparer.Ordinal);
    private readonly StashTally _tally = new();

    // Beside the limit of the stash: a log for people must not be what ends the recording.
    private readonly ModelLog? _modelLog = host.Settings.ModelLog ? new ModelLog(host.Settings.MaxStashBytes / ModelLogShare) : null;
    private StashWriter? _writer;
    private bool _isBroken;
    private bool _isClosed;
    private long _bytes;
    private Truncation[] _cuts = [];

    // A name may hold arguments, and arguments secrets.
    private string Shown => Redacted(name.DisplayName);

    /// <summary>False when the folder is closed: the call came after the end of its test.</summary>
    public bool Append(Interaction interaction)
    {
        var (line, isAsGiven) = Redacted(interaction);
        return OnDisk(line.Length, writer =>
        {
            writer.AppendLine(line);
            _tally.Add(interaction);

            // What was redacted is told as it was written, so that no second rule decides what a log may say.
            _modelLog?.Add(isAsGiven ? interaction : StashJson.Interaction(line));
            if (_modelLog?.IsDue == true)
            {
                WriteModelLog(writer);
            }
        });
    }

    public bool AppendLog(string log, string line)
    {
        var text = Encoding.UTF8.GetBytes(Redacted(line));
        return OnDisk(text.Length, writer =>
        {
            WriteModelLog(writer); // what a logger says now comes after the calls before it
            Log(writer, log).Append(text);
        });
    }

    /// <summary>A file for which there is no room is left out: it is no part of a conversation, which goes on.</summary>
    public bool Attach(string source, string fileName) => OnDisk(0, writer =>
    {
        var room = Math.Max(0, host.Settings.MaxStashBytes - _bytes);
        _bytes += StashAttachment.Copy(source, writer.Folder, Redacted(fileName), Math.Min(host.Settings.MaxFileBytes, room), Redacted);
    });

    /// <summary>Writes the metadata, where there is something it can belong to, and takes nothing more.</summary>
    public void Close(Func<StashTally, StashMetadata> describe)
    {
        lock (_gate)
        {
            try
            {
                if (_writer is not null && !_isClosed)
                {
                    OnDisk(0, writer =>
                    {
                        WriteModelLog(writer);
                        Finish(writer, Redacted(describe(_tally) with { Truncations = _cuts }));
                    });
                }
            }
            finally
            {
                _isClosed = true;
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }

        _logs.Clear();
        _writer?.Dispose();
    }

    private void WriteModelLog(StashWriter writer)
    {
        if (_modelLog?.Take() is { Length: > 0 } records)
        {
            Log(writer, StashPaths.ModelLog).Append(records);
        }
    }

    private TextLog Log(StashWriter writer, string log)
    {
        if (!_logs.TryGetValue(log, out var file))
        {
            _logs.Add(log, file = TextLog.Create(Path.Combine(writer.Folder, log)));
        }

        return file;
    }

    // As given: nothing in it had to be replaced.
    private (byte[] Line, bool IsAsGiven) Redacted(Interaction interaction)
    {
        var line = StashJson.ToLine(interaction);
        try
        {
            if (host.Sieve?.IsClean(interaction) == true)
            {
                return (line, true);
            }

            var output = new ArrayBufferWriter<byte>();
            if (!host.Redact(line, output, _counts))
            {
                return (line, true);
            }

            // Something was replaced: lengths would measure a text that is not there, and tell how long the secret was.
            return interaction.Pieces.Any(p => p.Chars is not null)
                ? (Redacted(interaction with { Pieces = ChatAnswer.WithoutLengths(interaction.Pieces) }).Line, false)
                : (output.WrittenSpan.ToArray(), false);
        }
        catch (Exception e) // whatever went wrong, the raw text stays here
        {
            var reason = e is TrainForgeException known ? known.Message : e.GetType().Name;
            host.Trouble.Tell(Rules.InteractionWithheld.Here(Shown, reason));
            return (StashJson.ToLine(new Interaction
            {
                Id = interaction.Id,
                Sequence = interaction.Sequence,
                Started = interaction.Started,
                DurationMs = interaction.DurationMs,
                Error = new InteractionError("withheld", "The text could not be redacted and was not written down."),
            }), false);
        }
    }

    private void Finish(StashWriter writer, StashMetadata metadata)
    {
        var whole = host.Attempts.Describe(metadata);
        writer.Finish(whole);
        host.Attempts.Add(writer.Folder, whole);
    }

    private StashMetadata Redacted(StashMetadata metadata) => metadata with
    {
        TestId = RedactId(host, metadata.TestId),
        TestName = Redacted(metadata.TestName),
        DisplayName = metadata.DisplayName is null ? null : Redacted(metadata.DisplayName),
        Prompt = metadata.Prompt is null ? null : Redacted(metadata.Prompt),
        Failure = metadata.Failure is { } failure ? new StashFailure(Short(failure.Message), failure.Stack is null ? null : Short(failure.Stack)) : null,
        Arguments = metadata.Arguments is null ? null : Redacted(metadata.Arguments),
        Traits = [.. metadata.Traits.Select(Redacted)],
    };

    /// <summary>Rows of one test may differ in nothing but what was redacted, and are different tests.</summary>
    public static string RedactId(CaptureHost host, string id)
    {
        var redacted = host.Redactor.RedactOrWithhold(id, new RedactionCounts());
        return redacted == id ? id : $"{redacted}#{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id))).ToLowerInvariant()[..8]}";
    }

    private string Redacted(string text) => host.Redactor.RedactOrWithhold(text, _counts);

    // Closed is an answer; a disk that does not work is not, because it was told already.
    private bool OnDisk(long bytes, Action<StashWriter> work)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            if (_isBroken || !host.MayWrite || IsFull(bytes))
            {
                return true;
            }

            try
            {
                _writer ??= Create();
                work(_writer);
            }
            catch (TrainForgeException e) when (e.Diagnostic.Rule == Rules.AttachmentNotKept)
            {
                host.Trouble.Tell(e.Diagnostic);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or TrainForgeException)
            {
                _isBroken = true;
                host.CountBroken(Rules.StashNotWritable.Here(host.Settings.Root, e.Message));
            }

            return true;
        }
    }

    private StashWriter Create()
    {
        var writer = StashWriter.Create(host.RunFolder, name with { DisplayName = Shown });
        host.HasStashed = true;
        host.Attempts.Git.Ask();
        return writer;
    }

    // Once full, full: a smaller record after a larger one was left out would make a conversation with a hole in it.
    private bool IsFull(long bytes)
    {
        var most = host.Settings.MaxStashBytes;
        if (bytes > 0 && _cuts.Length == 0 && (_bytes += bytes) > most)
        {
            _cuts = [new Truncation("stash", _bytes, most)];
            host.Trouble.Tell(Rules.StashFull.Here(Shown, most));
        }

        return bytes > 0 && _cuts.Length > 0;
    }

    private string Short(string text) => Redacted(WholeWords.Cut(text, MaxMessageChars)) + (text.Length > MaxMessageChars ? "…" : "");
}
