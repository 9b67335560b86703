namespace TrainForge.Data.Duplicates;

/// <summary>Which of so many belong together. What is joined in another order gives the same.</summary>
internal sealed class Clusters
{
    private readonly int[] _parents;

    public Clusters(int count)
    {
        _parents = new int[count];
        for (var i = 0; i < count; i++)
        {
            _parents[i] = i;
        }
    }

    public bool AreOne(int one, int other) => Find(one) == Find(other);

    public void Join(int one, int other)
    {
        var (a, b) = (Find(one), Find(other));

        // The lowest stands for all.
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>The lowest of those it belongs with.</summary>
    public int Find(int item)
    {
        while (_parents[item] != item)
        {
            _parents[item] = _parents[_parents[item]];
            item = _parents[item];
        }

        return item;
    }

    /// <summary>Those with two members or more, and their members, all in rising order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Several()
    {
        var members = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < _parents.Length; i++)
        {
            if (Find(i) is var lowest && lowest != i)
            {
                if (!members.TryGetValue(lowest, out var list))
                {
                    members[lowest] = list = [lowest];
                }

                list.Add(i);
            }
        }

        return [.. members.Values];
    }
}
