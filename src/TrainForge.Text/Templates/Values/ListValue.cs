namespace TrainForge.Text.Templates.Values;

internal enum ListKind
{
    List,
    Tuple,

    /// <summary>What filters such as map and select give: always true, without a length, not to be indexed.</summary>
    Generator,
}

internal sealed class ListValue : TemplateValue
{
    public ListValue(TemplateValue[] items, ListKind kind = ListKind.List)
    {
        (Items, Kind) = (items, kind);
        foreach (var item in items)
        {
            Nesting = Math.Max(Nesting, item.Nesting);
            Size += item.Size;
        }

        Check(++Nesting, ++Size);
    }

    public TemplateValue[] Items { get; }

    public ListKind Kind { get; }

    /// <summary>Names of the items, where they have any: a group's 'grouper' and 'list'.</summary>
    public string[]? Names { get; init; }

    internal override int Nesting { get; }

    internal override long Size { get; }

    internal override string TypeName => Kind switch
    {
        ListKind.List => "list",
        ListKind.Tuple => "tuple",
        _ => "generator",
    };

    internal override bool IsTrue => Kind == ListKind.Generator || Items.Length > 0;
}
