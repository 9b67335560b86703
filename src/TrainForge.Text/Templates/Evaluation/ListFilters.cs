using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Filters over the items of a value.</summary>
internal static class ListFilters
{
    public static readonly (string Name, FilterFunction Function)[] All =
    [
        ("length", (run, value, _) => TemplateValue.From(run.Length(value))),
        ("count", (run, value, _) => TemplateValue.From(run.Length(value))),
        ("first", (run, value, _) => run.Iterate(value) is { Count: > 0 } items ? items[0] : new UndefinedValue("No first item, sequence was empty.")),
        ("last", (run, value, _) => run.Iterate(value) is { Count: > 0 } items ? items[^1] : new UndefinedValue("No last item, sequence was empty.")),
        ("list", (run, value, _) => new ListValue([.. run.Iterate(value)])),
        ("reverse", (run, value, _) => value is TextValue text
            ? new TextValue(string.Concat(CodePoints.Split(text.Value).Reverse()))
            : new ListValue([.. run.Iterate(value).Reverse()], ListKind.Generator)),
        ("join", Join),
        ("map", Map),
        ("select", (run, value, values) => Choose(run, value, values, byAttribute: false, keep: true)),
        ("reject", (run, value, values) => Choose(run, value, values, byAttribute: false, keep: false)),
        ("selectattr", (run, value, values) => Choose(run, value, values, byAttribute: true, keep: true)),
        ("rejectattr", (run, value, values) => Choose(run, value, values, byAttribute: true, keep: false)),
        ("sort", (run, value, values) => new ListValue(Sorted(run, run.Iterate(value), values.Get(0, "reverse"), values.Get(1, "case_sensitive"), values.Get(2, "attribute")))),
        ("unique", Unique),
        ("min", (run, value, values) => Extreme(run, value, values, largest: false)),
        ("max", (run, value, values) => Extreme(run, value, values, largest: true)),
        ("sum", Sum),
        ("groupby", GroupBy),
        ("batch", Batch),
        ("slice", Slice),
    ];

    private static readonly string[] GroupNames = ["grouper", "list"];

    public static TemplateValue[] Sorted(Renderer run, IReadOnlyList<TemplateValue> items, TemplateValue? reverse, TemplateValue? caseSensitive, TemplateValue? attribute)
    {
        // Comparisons read texts from their start; the cost of the longest is charged for each.
        run.Spend(items.Sum(i => i.Size) * (1 + (int)Math.Log2(items.Count + 1)));
        var keyed = items.Select(i => (Key: SortKey(run, i, attribute, caseSensitive), Item: i)).ToList();
        var order = Comparer<TemplateValue>.Create((a, b) => Operators.Order(run, a, b));
        try
        {
            var sorted = Filters.Flag(reverse, false) ? keyed.OrderByDescending(k => k.Key, order) : keyed.OrderBy(k => k.Key, order);
            return [.. sorted.Select(k => k.Item)];
        }
        catch (InvalidOperationException e) when (e.InnerException is Diagnostics.TrainForgeException refused)
        {
            throw refused;
        }
    }

    // 'a.b' and 'items.0' reach through several levels.
    public static TemplateValue Reach(Renderer run, TemplateValue value, TemplateValue path)
    {
        if (path is not TextValue text)
        {
            return run.ItemOf(value, path);
        }

        foreach (var part in text.Value.Split('.'))
        {
            value = run.ItemOf(value, int.TryParse(part, System.Globalization.NumberStyles.None, null, out var place) ? TemplateValue.From(place) : TemplateValue.From(part));
        }

        return value;
    }

    private static TemplateValue SortKey(Renderer run, TemplateValue item, TemplateValue? attribute, TemplateValue? caseSensitive)
    {
        var key = attribute is null or NoneValue ? item : Reach(run, item, attribute);
        return key is TextValue text && !Filters.Flag(caseSensitive, false) ? new TextValue(PythonStrings.Lower(text.Value)) : key;
    }

    private static TextValue Join(Renderer run, TemplateValue value, CallValues values)
    {
        var between = Filters.Text(run, values.Get(0, "d"), "");
        var attribute = values.Get(1, "attribute");
        var texts = run.Iterate(value).Select(i => run.Text(attribute is null ? i : Reach(run, i, attribute))).ToArray();
        run.SpendText(texts.Sum(t => (long)t.Length + between.Length));
        return new TextValue(string.Join(between, texts));
    }

    private static ListValue Map(Renderer run, TemplateValue value, CallValues values)
    {
        if (values.Get(int.MaxValue, "attribute") is { } attribute)
        {
            var otherwise = values.Get(int.MaxValue, "default");
            return Generator(run.Iterate(value).Select(i => Reach(run, i, attribute) is var part && part is UndefinedValue && otherwise is not null ? otherwise : part));
        }

        var filter = values.Get(0, "filter") as TextValue ?? throw run.Fail("'map' needs the name of a filter, or an attribute");
        var rest = values with { Positional = [.. values.Positional.Skip(1)] };
        return Generator(run.Iterate(value).Select(i => Filters.Apply(run, filter.Value, i, rest)));
    }

    private static ListValue Choose(Renderer run, TemplateValue value, CallValues values, bool byAttribute, bool keep)
    {
        var attribute = byAttribute ? values.Get(0, "attribute") ?? throw run.Fail("'selectattr' needs the name of an attribute") : null;
        var rest = byAttribute ? values with { Positional = [.. values.Positional.Skip(1)] } : values;
        var test = rest.Get(0, "test");
        var arguments = rest with { Positional = [.. rest.Positional.Skip(1)] };
        return Generator(run.Iterate(value).Where(i =>
        {
            var part = attribute is null ? i : Reach(run, i, attribute);
            run.Spend(1);
            return keep == (test is null ? part.IsTrue : Tests.Apply(run, run.Text(test), part, arguments));
        }));
    }

    private static ListValue Unique(Renderer run, TemplateValue value, CallValues values)
    {
        var seen = new HashSet<TemplateValue>(PythonEquality.Instance);
        return Generator(run.Iterate(value).Where(i => seen.Add(SortKey(run, i, values.Get(1, "attribute"), values.Get(0, "case_sensitive")))));
    }

    private static TemplateValue Extreme(Renderer run, TemplateValue value, CallValues values, bool largest)
    {
        TemplateValue? best = null;
        TemplateValue? bestKey = null;
        foreach (var item in run.Iterate(value))
        {
            var key = SortKey(run, item, values.Get(1, "attribute"), values.Get(0, "case_sensitive"));
            var order = bestKey is null ? 1 : Operators.Order(run, key, bestKey);
            if (bestKey is null || (largest ? order > 0 : order < 0))
            {
                (best, bestKey) = (item, key);
            }
        }

        return best ?? new UndefinedValue("No aggregated item, sequence was empty.");
    }

    private static TemplateValue Sum(Renderer run, TemplateValue value, CallValues values)
    {
        var attribute = values.Get(0, "attribute");
        return run.Iterate(value).Aggregate(values.Get(1, "start") ?? TemplateValue.From(0), (sum, item) =>
            Operators.Apply(run, "+", sum, attribute is null or NoneValue ? item : Reach(run, item, attribute)));
    }

    private static ListValue GroupBy(Renderer run, TemplateValue value, CallValues values)
    {
        var attribute = values.Get(0, "attribute") ?? throw run.Fail("'groupby' needs the name of an attribute");
        var sorted = Sorted(run, run.Iterate(value), null, values.Get(2, "case_sensitive"), attribute);
        var groups = new List<(TemplateValue Key, TemplateValue First, List<TemplateValue> Items)>();
        foreach (var item in sorted)
        {
            var key = SortKey(run, item, attribute, values.Get(2, "case_sensitive"));
            if (groups.Count == 0 || !PythonEquality.Instance.Equals(groups[^1].Key, key))
            {
                groups.Add((key, Reach(run, item, attribute), []));
            }

            groups[^1].Items.Add(item);
        }

        return new ListValue([.. groups.Select(g => (TemplateValue)new ListValue([g.First, new ListValue([.. g.Items])], ListKind.Tuple) { Names = GroupNames })]);
    }

    private static ListValue Batch(Renderer run, TemplateValue value, CallValues values)
    {
        var size = Filters.Integer(run, values.Get(0, "linecount"), 0);
        if (size < 1)
        {
            throw run.Fail("'batch' needs a size of at least 1");
        }

        var fill = values.Get(1, "fill_with");
        return Generator(run.Iterate(value).Chunk(size).Select(chunk =>
        {
            run.Spend(fill is null ? 0 : size);
            return (TemplateValue)new ListValue(fill is null ? chunk : [.. chunk, .. Enumerable.Repeat(fill, size - chunk.Length)]);
        }));
    }

    private static ListValue Slice(Renderer run, TemplateValue value, CallValues values)
    {
        var slices = Filters.Integer(run, values.Get(0, "slices"), 0);
        if (slices < 1)
        {
            throw run.Fail("'slice' needs at least 1 part");
        }

        run.Spend(slices);
        var items = run.Iterate(value);
        var (each, longer, at) = (items.Count / slices, items.Count % slices, 0);
        var parts = new List<TemplateValue>();
        for (var part = 0; part < slices; part++)
        {
            var count = each + (part < longer ? 1 : 0);
            var fill = values.Get(1, "fill_with") is { } with && part >= longer && longer > 0 ? new[] { with } : [];
            parts.Add(new ListValue([.. items.Skip(at).Take(count), .. fill]));
            at += count;
        }

        return Generator(parts);
    }

    private static ListValue Generator(IEnumerable<TemplateValue> items) => new([.. items], ListKind.Generator);
}
