using TrainForge.Datasets;

namespace TrainForge.Data.Pipeline;

/// <summary>The book of one stage: what came, what went on, and every single thing that did not, with its reason.</summary>
public sealed class StageLog(string stage)
{
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _cut = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _notes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _before = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _after = new(StringComparer.Ordinal);
    private readonly List<Dropped> _items = [];
    private long _in;
    private long _out;

    public IReadOnlyList<Dropped> Items => _items;

    public StageRecord Record => new(stage, _in, _out, _dropped, _cut) { Notes = _notes, Before = _before, After = _after };

    public void Came(long count = 1) => _in += count;

    public void Went(long count = 1) => _out += count;

    /// <summary>Counts what is no reason to leave an item out.</summary>
    public void Note(string name, long count)
    {
        if (count != 0)
        {
            _notes[name] = _notes.GetValueOrDefault(name) + count;
        }
    }

    /// <summary>The whole item stays behind.</summary>
    public void Drop(string id, string reason, string? test, string? kept = null, string? found = null)
    {
        _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
        _items.Add(new Dropped(stage, id, reason) { Test = test, Kept = kept, Found = found });
    }

    /// <summary>What it counted of a kind before it ran, and after.</summary>
    public void Count(string kind, long before, long after) => (_before[kind], _after[kind]) = (before, after);

    /// <summary>The item goes on without its messages from this place on.</summary>
    public void Cut(string id, string reason, string? test, int fromMessage)
    {
        _cut[reason] = _cut.GetValueOrDefault(reason) + 1;
        _items.Add(new Dropped(stage, id, reason) { Test = test, FromMessage = fromMessage });
    }
}

/// <summary>A line of dropped.jsonl.</summary>
public sealed record Dropped(string Stage, string Id, string Reason)
{
    public string? Test { get; init; }

    /// <summary>The id of the one that was kept in its place.</summary>
    public string? Kept { get; init; }

    /// <summary>What the reason points at, such as the evaluation file that asks the same.</summary>
    public string? Found { get; init; }

    /// <summary>Counts from 0; null when nothing of it was kept.</summary>
    public int? FromMessage { get; init; }
}
