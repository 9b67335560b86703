using TrainForge.Conversations;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>One conversation as it grows from call to call.</summary>
internal sealed class ConversationThread
{
    private readonly List<Message> _messages = [];
    private readonly List<string> _words = [];
    private readonly SortedDictionary<string, ToolDefinition> _tools = new(StringComparer.Ordinal);
    private readonly List<Truncation> _truncations = [];
    private readonly string _file;
    private (Interaction Call, int From)? _failed;
    private int _hash;

    public ConversationThread(string file, DateTimeOffset started, int number) => (_file, Started, Number) = (file, started, number);

    /// <summary>Counts threads in the order in which they began.</summary>
    public int Number { get; }

    public DateTimeOffset Started { get; }

    public DateTimeOffset Ended { get; private set; }

    public string? Provider { get; private set; }

    public string? Model { get; private set; }

    public int Length => _words.Count;

    /// <summary>What tells it from others at a glance: its words, or while there are none those that were asked in vain. Equal ones may differ.</summary>
    public (int Words, int Hash) Key => _words.Count > 0 ? (_words.Count, _hash) : (0, _failed is var (call, _) ? Keys([.. call.Request.SelectMany(MessageWords.Of)])[^1] : 0);

    /// <summary>The hash of the words up to each place.</summary>
    public static int[] Keys(IReadOnlyList<string> words)
    {
        var keys = new int[words.Count + 1];
        for (var i = 0; i < words.Count; i++)
        {
            keys[i + 1] = HashCode.Combine(keys[i], words[i]);
        }

        return keys;
    }

    public IReadOnlyList<Message> Messages => _messages;

    public IReadOnlyList<ToolDefinition> Tools => [.. _tools.Values];

    public IReadOnlyList<Truncation> Truncations => _truncations;

    /// <summary>How many of the request's messages are this conversation so far; null when it is another one.</summary>
    public int? Continues(IReadOnlyList<Message> request)
    {
        // Nothing was said yet, for the first call failed: only the same question again belongs here.
        if (_words.Count == 0)
        {
            return _failed is var (call, _) && call.Request.SelectMany(MessageWords.Of).SequenceEqual(request.SelectMany(MessageWords.Of), StringComparer.Ordinal) ? 0 : null;
        }

        var at = 0;
        for (var i = 0; i < request.Count; i++)
        {
            foreach (var word in MessageWords.Of(request[i]))
            {
                if (at == _words.Count)
                {
                    return i;
                }

                if (_words[at++] != word)
                {
                    return null;
                }
            }
        }

        return at == _words.Count ? request.Count : null;
    }

    /// <summary>Takes one call; the request's messages from <paramref name="from"/> on are new.</summary>
    public void Take(Interaction call, int from)
    {
        foreach (var tool in call.Tools)
        {
            _tools[tool.Name] = tool;
        }

        // A call that failed is held back: when it is tried again, it never happened as far as the conversation goes.
        if (call.Error is not null)
        {
            _failed = (call, from);
            return;
        }

        _failed = null;
        Append(call, from, FinishReason.SaysCut(call.FinishReason) ? $"finish_reason:{call.FinishReason}" : null);
    }

    /// <summary>No call follows. One that failed and was not tried again is how the conversation ended.</summary>
    public void Close()
    {
        if (_failed is var (call, from))
        {
            // What had come before it failed is the begin of an answer and no answer.
            Append(call, from, $"error:{call.Error!.Kind}");
            Add(new Message(Role.Assistant, [new ErrorPart(call.Error!.Message, call.Error.Kind)]), Of(call) with { Generated = true });
        }
    }

    private void Append(Interaction call, int from, string? cut)
    {
        foreach (var message in call.Request.Skip(from))
        {
            Add(message, Of(call));
        }

        var ended = call.Started + TimeSpan.FromMilliseconds(call.DurationMs ?? 0);
        for (var i = 0; i < call.Response.Count; i++)
        {
            var message = call.Response[i];
            if (i == call.Response.Count - 1 && cut is not null)
            {
                message = message with { Truncations = [.. message.Truncations, new Truncation(cut, 0, 0)] };
            }

            Add(message, Of(call) with { Time = ended, Model = call.Model, Generated = message.Role == Role.Assistant });
        }

        Ended = ended;
        Provider = call.Provider ?? Provider;
        Model = call.Model ?? Model;
        _truncations.AddRange(call.Truncations);
    }

    private void Add(Message message, MessageProvenance from)
    {
        _messages.Add(message with { Provenance = from });
        foreach (var word in MessageWords.Of(message))
        {
            _words.Add(word);
            _hash = HashCode.Combine(_hash, word);
        }
    }

    private MessageProvenance Of(Interaction call) => new() { File = _file, Line = call.Line, Time = call.Started };
}
