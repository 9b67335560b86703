namespace TrainForge.Text.Templates.Values;

/// <summary>A dictionary in the order its keys were first given.</summary>
internal sealed class MapValue : TemplateValue
{
    private readonly Dictionary<TemplateValue, int> _places = new(PythonEquality.Instance);
    private readonly List<(TemplateValue Key, TemplateValue Value)> _entries = [];

    public MapValue(IEnumerable<(TemplateValue Key, TemplateValue Value)> entries)
    {
        foreach (var (key, value) in entries)
        {
            Nesting = Math.Max(Nesting, Math.Max(key.Nesting, value.Nesting));
            Size += key.Size + value.Size;
            if (_places.TryAdd(key, _entries.Count))
            {
                _entries.Add((key, value));
            }
            else
            {
                _entries[_places[key]] = (_entries[_places[key]].Key, value);
            }
        }

        Check(++Nesting, ++Size);
    }

    public IReadOnlyList<(TemplateValue Key, TemplateValue Value)> Entries => _entries;

    internal override int Nesting { get; }

    internal override long Size { get; }

    internal override string TypeName => "dict";

    internal override bool IsTrue => _entries.Count > 0;

    public TemplateValue? Find(TemplateValue key) => _places.TryGetValue(key, out var place) ? _entries[place].Value : null;

    public TemplateValue? Find(string key) => Find(From(key));
}
