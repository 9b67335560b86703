using TrainForge.Diagnostics;

namespace TrainForge.Runs.Configuration;

/// <summary>A value of a YAML file with its place. Aliases share values, so these never change.</summary>
internal abstract record YamlValue(SourcePoint Where)
{
    /// <summary>Values inside, this one included; what an alias to it costs.</summary>
    public virtual int Count => 1;

    /// <summary>Levels below this one.</summary>
    public virtual int Height => 0;

    /// <summary>"a list": for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>Nothing stands here, which means the default.</summary>
    public bool IsNull => this is YamlScalar { Plain: true, Text: "" or "~" or "null" or "Null" or "NULL" };
}

/// <param name="Text">As written, without quotes.</param>
/// <param name="Plain">Without quotes: only such a scalar may be a number, true, false or null.</param>
internal sealed record YamlScalar(string Text, bool Plain, SourcePoint Where) : YamlValue(Where)
{
    private const int LongestShown = 60;

    public override string Kind => $"'{(Text.Length > LongestShown ? Text[..LongestShown] + "…" : Text)}'";
}

internal sealed record YamlList(IReadOnlyList<YamlValue> Items, SourcePoint Where) : YamlValue(Where)
{
    public override int Count { get; } = 1 + Items.Sum(i => i.Count);

    public override int Height { get; } = 1 + Items.Select(i => i.Height).DefaultIfEmpty().Max();

    public override string Kind => "a list";
}

internal sealed record YamlEntry(string Key, SourcePoint Where, YamlValue Value);

internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, SourcePoint Where) : YamlValue(Where)
{
    public override int Count { get; } = 1 + Entries.Sum(e => 1 + e.Value.Count);

    public override int Height { get; } = 1 + Entries.Select(e => e.Value.Height).DefaultIfEmpty().Max();

    public override string Kind => "a section";

    public YamlValue? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>Key by key, <paramref name="above"/> wins: sections are merged, all else is replaced, null brings the default back.</summary>
    public YamlMap MergedWith(YamlMap above)
    {
        var entries = Entries.ToList();
        foreach (var entry in above.Entries)
        {
            var at = entries.FindIndex(e => e.Key == entry.Key);
            if (at < 0)
            {
                entries.Add(entry);
                continue;
            }

            entries[at] = (entries[at].Value, entry.Value) is (YamlMap old, YamlMap fresh) ? entry with { Value = old.MergedWith(fresh) } : entry;
        }

        return this with { Entries = entries };
    }
}
