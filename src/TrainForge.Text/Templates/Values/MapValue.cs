namespace TrainForge.Text.Templates.Values;

/// <summary>A dictionary in the order its keys were first given.</summary>
internal sealed class MapValue : TemplateValue
{
    // Nearly every map has a handful of keys, and there are several of them in each message.
    private const int Many = 8;

    private readonly List<(TemplateValue Key, TemplateValue Value)> _entries = [];
    private readonly Dictionary<TemplateValue, int>? _places;

    public MapValue(IEnumerable<(TemplateValue Key, TemplateValue Value)> entries)
    {
        foreach (var (key, value) in entries)
        {
            Nesting = Math.Max(Nesting, Math.Max(key.Nesting, value.Nesting));
            Size += key.Size + value.Size;
            if (Place(key) is >= 0 and var place)
            {
                _entries[place] = (_entries[place].Key, value);
                continue;
            }

            _places?.Add(key, _entries.Count);
            _entries.Add((key, value));
            if (_entries.Count == Many)
            {
                _places = _entries.Select((e, i) => (e.Key, i)).ToDictionary(e => e.Key, e => e.i, PythonEquality.Instance);
            }
        }

        Check(++Nesting, ++Size);
    }

    public IReadOnlyList<(TemplateValue Key, TemplateValue Value)> Entries => _entries;

    internal override int Nesting { get; }

    internal override long Size { get; }

    internal override string TypeName => "dict";

    internal override bool IsTrue => _entries.Count > 0;

    public TemplateValue? Find(TemplateValue key) => Place(key) is >= 0 and var place ? _entries[place].Value : null;

    public TemplateValue? Find(string key)
    {
        if (_places is not null)
        {
            return Find(From(key));
        }

        foreach (var (known, value) in _entries)
        {
            if (known is TextValue text && text.Value == key)
            {
                return value;
            }
        }

        return null;
    }

    private int Place(TemplateValue key) =>
        _places is null ? _entries.FindIndex(e => PythonEquality.Instance.Equals(e.Key, key))
        : _places.TryGetValue(key, out var place) ? place
        : -1;
}
