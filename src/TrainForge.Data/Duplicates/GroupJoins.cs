using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Duplicates;

/// <summary>Groups that turn out to be one. It is called by the first of their names, so that most keep theirs.</summary>
internal sealed class GroupJoins
{
    private readonly Dictionary<string, string> _firsts = new(StringComparer.Ordinal);

    public void Join(IEnumerable<string> groups)
    {
        string? first = null;
        foreach (var group in groups.Select(Find))
        {
            if (first is null || first == group)
            {
                first = group;
                continue;
            }

            (first, var later) = string.CompareOrdinal(first, group) < 0 ? (first, group) : (group, first);
            _firsts[later] = first;
        }
    }

    public void Apply(IEnumerable<ExampleRow> rows)
    {
        if (_firsts.Count > 0)
        {
            foreach (var row in rows)
            {
                row.Group = Find(row.Group);
            }
        }
    }

    private string Find(string group)
    {
        while (_firsts.TryGetValue(group, out var first))
        {
            group = first;
        }

        return group;
    }
}
