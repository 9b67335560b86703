namespace TrainForge.Data.Schemas;

/// <summary>One value on its way through a schema: where in it we are, what was found, and how much more may be done.</summary>
internal sealed class Judging
{
    // A schema of a tool takes a few hundred steps; one that doubles its work at every level takes any number.
    private const int MostSteps = 300_000;

    // In schemas, not in the value: a reference to itself goes down without end.
    private const int MostDepth = 400;

    private readonly List<string> _path = [];
    private int _depth;
    private int _steps;
    private int _quiet;

    public SchemaFault? Fault { get; private set; }

    public string? GaveUp { get; private set; }

    /// <summary>False when no more may be done. To be followed by <see cref="Leave"/> in any case.</summary>
    public bool Enter()
    {
        Spend(1);
        if (++_depth > MostDepth)
        {
            GiveUp("too-deep");
        }

        return GaveUp is null;
    }

    public void Leave() => _depth--;

    public void Spend(long steps)
    {
        _steps += (int)Math.Min(steps, MostSteps);
        if (_steps > MostSteps)
        {
            GiveUp("too-much-work");
        }
    }

    public void GiveUp(string why) => GaveUp ??= why;

    /// <summary>Judges a part of the value.</summary>
    public bool Inside<T>(string name, T state, Func<T, bool> judge)
    {
        _path.Add(name);
        try
        {
            return judge(state);
        }
        finally
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    /// <summary>What fails in there is no fault of the value: another way may fit.</summary>
    public bool Quietly(Func<bool> judge)
    {
        _quiet++;
        try
        {
            return judge();
        }
        finally
        {
            _quiet--;
        }
    }

    /// <summary>The first fault is the one that is told: it is the innermost.</summary>
    /// <returns>False, always.</returns>
    public bool Fail(string keyword, string? part = null)
    {
        if (_quiet == 0 && Fault is null)
        {
            var place = part is null ? _path : _path.Append(part);
            Fault = new SchemaFault(string.Concat(place.Select(p => "/" + p.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))), keyword);
        }

        return false;
    }
}
