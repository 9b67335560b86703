using TrainForge.Diagnostics;

namespace TrainForge.Data.Pipeline;

/// <summary>What a source found. It tells of places and of runs, so it goes beside a version and to the user, not into its bytes.</summary>
public sealed class SourceLog
{
    private readonly SortedDictionary<string, long> _notes = new(StringComparer.Ordinal);
    private readonly List<string> _places = [];
    private readonly List<Diagnostic> _problems = [];

    /// <summary>Everything that was opened, in order.</summary>
    public IReadOnlyList<string> Places => _places;

    /// <summary>Counts by stable name: no-interactions, bad-line, …</summary>
    public IReadOnlyDictionary<string, long> Notes => _notes;

    public IReadOnlyList<Diagnostic> Problems => _problems;

    public void Opened(string place) => _places.Add(place);

    public void Note(string name, long count = 1)
    {
        if (count > 0)
        {
            _notes[name] = _notes.GetValueOrDefault(name) + count;
        }
    }

    /// <summary>Takes over what another log holds.</summary>
    internal void Add(SourceLog other)
    {
        _places.AddRange(other._places);
        _problems.AddRange(other._problems);
        foreach (var (name, count) in other._notes)
        {
            Note(name, count);
        }
    }

    public void Tell(IEnumerable<Diagnostic> problems) => _problems.AddRange(problems);
}
