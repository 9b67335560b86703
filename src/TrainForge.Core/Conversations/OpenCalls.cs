namespace TrainForge.Conversations;

/// <summary>
/// The calls of a conversation as it is walked through, and who answers which. Sessions have thousands of calls: an answer is
/// found without asking each of them.
/// </summary>
internal sealed class OpenCalls
{
    private readonly List<ToolLink> _links = [];
    private readonly Dictionary<string, Queue<int>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<int> _withoutId = [];
    private int _firstOpen;

    public IReadOnlyList<ToolLink> Links => _links;

    public void Add(ToolLink link)
    {
        if (link.Call.Id is not { } id)
        {
            _withoutId.AddLast(_links.Count);
        }
        else if (_byId.TryGetValue(id, out var same))
        {
            same.Enqueue(_links.Count);
        }
        else
        {
            _byId[id] = new Queue<int>([_links.Count]);
        }

        _links.Add(link);
    }

    /// <summary>False when nobody asked.</summary>
    public bool Answer(ToolResultPart result, int message)
    {
        var call = result.CallId is { } id ? ById(id, result.Name) : ByName(result.Name);
        if (call < 0)
        {
            return false;
        }

        _links[call] = _links[call] with { Result = result, ResultMessage = message };
        if (_links[call].Call.Id is null)
        {
            _withoutId.Remove(call);
        }

        return true;
    }

    // An id is used again by vendors that count per turn: the first call still open is meant. A result whose id fits no call
    // is nobody's, but a call without an id takes the first result of its name.
    private int ById(string id, string? name)
    {
        var same = _byId.GetValueOrDefault(id);
        while (same is { Count: > 0 } && _links[same.Peek()].Result is not null)
        {
            same.Dequeue();
        }

        var own = same is { Count: > 0 } ? same.Peek() : int.MaxValue;
        foreach (var call in _withoutId)
        {
            if (call > own)
            {
                break;
            }

            if (name is null || name == _links[call].Call.Name)
            {
                return call;
            }
        }

        return own == int.MaxValue ? -1 : own;
    }

    // A result without an id belongs to the first open call of its name.
    private int ByName(string? name)
    {
        while (_firstOpen < _links.Count && _links[_firstOpen].Result is not null)
        {
            _firstOpen++;
        }

        for (var call = _firstOpen; call < _links.Count; call++)
        {
            if (_links[call].Result is null && (name is null || name == _links[call].Call.Name))
            {
                return call;
            }
        }

        return -1;
    }
}
