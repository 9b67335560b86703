using TrainForge.Diagnostics;

namespace TrainForge.Data.Sources.Packs;

/// <summary>What reading one file of others found. Its words go to the user; nothing in it quotes what the file holds.</summary>
/// <param name="file">As the user knows it.</param>
internal sealed class ReadReport(string file)
{
    // A file of another kind is wrong in every line; twenty say it as well as a million.
    private const int MaxTold = 20;
    private const int MaxFacts = 100;
    private const int MaxNameLength = 60;

    private readonly SortedDictionary<string, long> _notes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _problems = [];

    public IReadOnlyDictionary<string, long> Notes => _notes;

    /// <summary>Models, sessions, branches, folders: what the file says of itself.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Facts => _facts;

    public IReadOnlyList<Diagnostic> Problems => _problems;

    public long BadLines => _notes.GetValueOrDefault("bad-lines");

    public void Note(string name, long count = 1)
    {
        if (count > 0)
        {
            _notes[name] = _notes.GetValueOrDefault(name) + count;
        }
    }

    public void Fact(string name, string? value)
    {
        // What a file says of itself it says in every record.
        if (value is null || (_last.TryGetValue(name, out var last) && ReferenceEquals(last, value)))
        {
            return;
        }

        _last[name] = value;
        var values = _facts.TryGetValue(name, out var known) ? known : _facts[name] = new SortedSet<string>(StringComparer.Ordinal);
        if (values.Count < MaxFacts)
        {
            values.Add(value);
        }
    }

    public void Bad(long line, string sentence) => Tell(Rules.SourceLineUnreadable.At(At(line), sentence));

    public void TooLong(long line) => Tell(Rules.SourceLineTooLong.At(At(line), SourceLines.MaxLineBytes));

    /// <summary>A record of a kind this version does not know: kept in the copy, not used.</summary>
    public void Unknown(string? kind)
    {
        Note("unknown-records");
        var name = Name(kind);
        if (_unknown.ContainsKey(name) || _unknown.Count < MaxTold)
        {
            _unknown[name] = _unknown.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>Call once, after the last line.</summary>
    public void Close(long conversations)
    {
        Note("conversations", conversations);
        if (BadLines > MaxTold)
        {
            _problems.Add(Rules.SourceMoreUnreadable.At(At(0), BadLines - MaxTold));
        }

        if (_unknown.Count > 0)
        {
            _problems.Add(Rules.SourceRecordsUnknown.At(At(0), _notes["unknown-records"], string.Join(", ", _unknown.Keys.Select(k => $"'{k}'"))));
        }

        var (calls, results, parents) = (_notes.GetValueOrDefault("calls-without-result"), _notes.GetValueOrDefault("results-without-call"), _notes.GetValueOrDefault("missing-parents"));
        if (calls + results + parents > 0)
        {
            _problems.Add(Rules.SourceOrphans.At(At(0), calls, results, parents));
        }
    }

    private void Tell(Diagnostic problem)
    {
        Note("bad-lines");
        if (BadLines <= MaxTold)
        {
            _problems.Add(problem);
        }
    }

    // The name is the file's own text: nothing but a plain word of it reaches a terminal.
    private static string Name(string? kind) =>
        kind is { Length: > 0 and <= MaxNameLength } && kind.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/') ? kind : "(no name)";

    private SourcePoint At(long line) => new(file, (int)Math.Min(line, int.MaxValue));
}
