namespace TrainForge.Text.Templates.Values;

/// <summary>1, 1.0 and True are one value; lists equal item by item; a list never equals a tuple.</summary>
internal sealed class PythonEquality : IEqualityComparer<TemplateValue>
{
    public static readonly PythonEquality Instance = new();

    public bool Equals(TemplateValue? x, TemplateValue? y) => (x, y) switch
    {
        (TextValue a, TextValue b) => a.Value == b.Value,
        (ListValue a, ListValue b) => a.Kind == b.Kind && a.Items.AsSpan().SequenceEqual(b.Items, this),
        (MapValue a, MapValue b) => a.Entries.Count == b.Entries.Count && a.Entries.All(e => b.Find(e.Key) is { } other && Equals(e.Value, other)),
        (UndefinedValue, UndefinedValue) or (NoneValue, NoneValue) => true,
        (not null, not null) when PythonNumbers.IsNumber(x) && PythonNumbers.IsNumber(y) => PythonNumbers.Equal(x, y),
        _ => ReferenceEquals(x, y),
    };

    public int GetHashCode(TemplateValue value) => value switch
    {
        TextValue text => text.Value.GetHashCode(StringComparison.Ordinal),
        ListValue list => list.Items.Aggregate(list.Items.Length, (hash, item) => HashCode.Combine(hash, item is ListValue or MapValue ? 0 : GetHashCode(item))),
        MapValue map => map.Entries.Count,
        UndefinedValue or NoneValue => 1,
        _ when PythonNumbers.IsNumber(value) => PythonNumbers.ToDouble(value).GetHashCode(),
        _ => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value),
    };
}
