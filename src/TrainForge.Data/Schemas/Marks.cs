namespace TrainForge.Data.Schemas;

/// <summary>Which fields and items of one value some keyword has looked at: what 'unevaluatedProperties' and 'unevaluatedItems' ask.</summary>
internal sealed class Marks
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<int> _places = [];

    public bool Has(string name) => _names.Contains(name);

    public bool Has(int place) => _places.Contains(place);

    public void Add(string name) => _names.Add(name);

    public void Add(int place) => _places.Add(place);

    public void Add(Marks other)
    {
        _names.UnionWith(other._names);
        _places.UnionWith(other._places);
    }
}
