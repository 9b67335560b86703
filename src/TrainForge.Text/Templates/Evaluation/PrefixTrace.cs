using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>
/// Watches one rendering, and learns from it what a rendering of the first so many messages alone would have been. That holds as long
/// as the template goes through the messages once, in order, and never looks further ahead than at the next one; whatever else it
/// does ends the watching with <see cref="LookedAheadException"/>. Before each message that is asked for, the one before it is
/// rendered once more as the last.
/// </summary>
internal sealed class PrefixTrace(TemplateValue[] messages, bool[] wanted)
{
    private readonly Dictionary<int, (int Start, string Last)> _beginnings = [];

    private enum Stage
    {
        Before,
        Within,
        After,
    }

    private Stage _stage = Stage.Before;

    // The message that is rendered, and how many there seem to be.
    private int _current = -1;
    private int _visible = messages.Length;

    /// <summary>All of them, as the template is given them.</summary>
    public MessageList Messages => new(this, 0);

    public int Count => messages.Length;

    /// <summary>Beginnings with fewer messages are not known: the template has looked at one that they lack.</summary>
    public int Least { get; private set; }

    /// <summary>Where what follows the messages begins; -1 when the template did not go through them.</summary>
    public int TailStart { get; private set; } = -1;

    public bool IsAfter => _stage == Stage.After;

    /// <summary>Whether a rendering that ends before this message is asked for.</summary>
    public bool Wants(int count) => count < messages.Length && wanted[count];

    /// <summary>Where the last message of a beginning starts in the text, and what is written for it there.</summary>
    public (int Start, string Last) Beginning(int count) => _beginnings[count];

    public void Require(int count) => Least = Math.Max(Least, count);

    public TemplateValue At(int place)
    {
        if (_stage == Stage.Within && place > _current + 1)
        {
            throw new LookedAheadException();
        }

        if (_stage != Stage.Within)
        {
            Require(Math.Min(place, messages.Length) + 1);
        }

        return place < _visible ? messages[place] : new UndefinedValue($"list object has no element {place}");
    }

    public bool IsLast => _current == _visible - 1;

    public void Enter(int from)
    {
        _stage = _stage == Stage.Before ? Stage.Within : throw new LookedAheadException();
        Require(from + 1);
    }

    public void Go(int current) => _current = current;

    /// <summary>The current message is to look like the last.</summary>
    public void Cut() => _visible = _current + 1;

    public void Uncut(int start, string last)
    {
        _visible = messages.Length;
        _beginnings[_current + 1] = (start, last);
    }

    public void Leave(int at) => (_stage, TailStart) = (Stage.After, at);
}

/// <summary>The template's text depends on the number of messages in a way that only rendering again can tell.</summary>
internal sealed class LookedAheadException : Exception
{
    public LookedAheadException()
        : base("The template looks further ahead than at the next message.")
    {
    }
}

/// <summary>Messages that are watched, from one on. Nothing may be done with them but what the trace understands.</summary>
internal sealed class MessageList(PrefixTrace trace, int from) : TemplateValue
{
    public PrefixTrace Trace => trace;

    public int First => from;

    internal override string TypeName => "list";

    internal override bool IsTrue
    {
        get
        {
            trace.Require(from + 1);
            return trace.Count > from;
        }
    }

    public TemplateValue At(int place) => place >= 0 && place < int.MaxValue - from ? trace.At(from + place) : throw new LookedAheadException();

    public MessageList After(int count) => count >= 0 && count < int.MaxValue - from ? new MessageList(trace, from + count) : throw new LookedAheadException();

    /// <summary>How many there are, for a comparison with a number: it comes out alike for all beginnings that have more.</summary>
    public TemplateValue CountBeyond(int number)
    {
        trace.Require(from + number + 1);
        return trace.Count - from > number ? From(trace.Count - from) : throw new LookedAheadException();
    }
}

/// <summary>The variable 'loop' of the loop over watched messages.</summary>
internal sealed class MessageLoop(MessageList messages, int place) : TemplateValue
{
    internal override string TypeName => "LoopContext";

    public TemplateValue Attribute(string name) => name switch
    {
        "index" => From(place + 1),
        "index0" => From(place),
        "first" => From(place == 0),
        "last" => From(messages.Trace.IsLast),
        "depth" => From(1),
        "depth0" => From(0),
        "previtem" => place > 0 ? messages.At(place - 1) : new UndefinedValue("there is no previous item"),
        "nextitem" => messages.At(place + 1) is UndefinedValue ? new UndefinedValue("there is no next item") : messages.At(place + 1),
        _ => throw new LookedAheadException(),
    };
}
