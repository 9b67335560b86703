using System.Text.Json;
using TrainForge.Data.Schemas;

namespace TrainForge.Data.Quality;

/// <summary>Kinds of JSON values, as a set.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Object = 1,
    Array = 2,
    Text = 4,
    Whole = 8,
    Number = 16,
    Switch = 32,
    Null = 64,
}

/// <summary>
/// What values in one place look like: their kinds, the fields of those that are objects, the items of those that are lists. No
/// values. In whatever order shapes are put together, the same comes out.
/// </summary>
internal sealed class ValueShape
{
    /// <summary>Below it kinds alone are seen.</summary>
    public const int MostLevels = 6;

    /// <summary>An object with more is a map from names of its own: they say nothing about the next call.</summary>
    public const int MostFields = 48;

    private const int MostNameCharacters = 64;

    private readonly SortedDictionary<string, ValueShape> _fields = new(StringComparer.Ordinal);

    /// <summary>How many values were seen here.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them were objects.</summary>
    public long Objects { get; private set; }

    public ValueKinds Kinds { get; private set; }

    /// <summary>Its objects have too many fields to tell them apart from data.</summary>
    public bool IsMap { get; private set; }

    public IReadOnlyDictionary<string, ValueShape> Fields => _fields;

    /// <summary>Of all lists together; null when none had any.</summary>
    public ValueShape? Items { get; private set; }

    /// <param name="levels">How many levels of fields and items are looked at.</param>
    public void Add(JsonElement value, int levels)
    {
        Count++;
        Kinds |= Kind(value);
        if (value.ValueKind == JsonValueKind.Object)
        {
            Objects++;
            foreach (var field in levels > 0 ? value.EnumerateObject().DistinctBy(f => f.Name, StringComparer.Ordinal) : [])
            {
                Field(field.Name)?.Add(field.Value, levels - 1);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && levels > 0)
        {
            foreach (var item in value.EnumerateArray())
            {
                (Items ??= new ValueShape()).Add(item, levels - 1);
            }
        }
    }

    public void Add(ValueShape other)
    {
        Count += other.Count;
        Objects += other.Objects;
        Kinds |= other.Kinds;
        if (other.IsMap)
        {
            BecomeMap();
        }

        foreach (var (name, field) in other._fields)
        {
            Field(name)?.Add(field);
        }

        if (other.Items is { } items)
        {
            (Items ??= new ValueShape()).Add(items);
        }
    }

    /// <summary>Fields that stand in so many of the objects, by name.</summary>
    public IReadOnlyList<string> Required(double percent) => [.. _fields.Where(f => f.Value.Count * 100.0 >= Objects * percent).Select(f => f.Key)];

    /// <summary>Whether an object seen in this shape lacks what the other one, found over all, says is required.</summary>
    public bool Lacks(ValueShape all, double percent) =>
        (Objects > 0 && all.Required(percent).Any(name => (_fields.GetValueOrDefault(name)?.Count ?? 0) < Objects))
        || _fields.Any(f => all._fields.TryGetValue(f.Key, out var known) && f.Value.Lacks(known, percent))
        || (Items is { } items && all.Items is { } known && items.Lacks(known, percent));

    /// <summary>This place, and all below it.</summary>
    public int Places => 1 + _fields.Values.Sum(f => f.Places) + (Items?.Places ?? 0);

    /// <summary>Forgets what lies deeper.</summary>
    public void Cut(int levels)
    {
        if (levels == 0)
        {
            _fields.Clear();
            Items = null;
        }

        foreach (var below in _fields.Values.Append(Items).OfType<ValueShape>())
        {
            below.Cut(levels - 1);
        }
    }

    public void Write(BinaryWriter pen)
    {
        pen.Write7BitEncodedInt64(Count);
        pen.Write7BitEncodedInt64(Objects);
        pen.Write((byte)Kinds);
        pen.Write((byte)((IsMap ? 1 : 0) | (Items is null ? 0 : 2)));
        pen.Write((byte)_fields.Count);
        foreach (var (name, field) in _fields)
        {
            pen.Write(name);
            field.Write(pen);
        }

        Items?.Write(pen);
    }

    public static ValueShape Read(BinaryReader eye)
    {
        var shape = new ValueShape { Count = eye.Read7BitEncodedInt64(), Objects = eye.Read7BitEncodedInt64(), Kinds = (ValueKinds)eye.ReadByte() };
        var flags = eye.ReadByte();
        shape.IsMap = (flags & 1) != 0;
        for (var fields = eye.ReadByte(); fields > 0; fields--)
        {
            shape._fields.Add(eye.ReadString(), Read(eye));
        }

        shape.Items = (flags & 2) != 0 ? Read(eye) : null;
        return shape;
    }

    // A name of another length is no name of a field either.
    private ValueShape? Field(string name)
    {
        if (IsMap)
        {
            return null;
        }

        if (_fields.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_fields.Count == MostFields || name.Length > MostNameCharacters)
        {
            BecomeMap();
            return null;
        }

        return _fields[name] = new ValueShape();
    }

    private void BecomeMap()
    {
        IsMap = true;
        _fields.Clear();
    }

    private static ValueKinds Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ValueKinds.Object,
        JsonValueKind.Array => ValueKinds.Array,
        JsonValueKind.String => ValueKinds.Text,
        JsonValueKind.Number => ExactNumber.TryParse(value.GetRawText()) is { IsWhole: true } ? ValueKinds.Whole : ValueKinds.Number,
        JsonValueKind.True or JsonValueKind.False => ValueKinds.Switch,
        _ => ValueKinds.Null,
    };
}
