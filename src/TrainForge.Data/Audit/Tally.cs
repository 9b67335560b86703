namespace TrainForge.Data.Audit;

/// <summary>Counts one check over all rows.</summary>
internal sealed class Tally(AuditCheck check)
{
    private const int Told = 3;

    private readonly Dictionary<string, Surface> _surfaces = new(StringComparer.Ordinal);
    private readonly Surface _hits = new();
    private long _judged;

    public bool IsOfAllKinds => check.OfAllKinds;

    public void Take(AuditedRow row)
    {
        switch (check)
        {
            case RowCheck { Hit: var hit } when hit(row) is { } isHit:
                _judged++;
                if (isHit)
                {
                    _hits.Add(row.Example.Id);
                }

                break;
            case SurfaceCheck { Surface: var surface } when surface(row) is { } text:
                _judged++;
                if (!_surfaces.TryGetValue(text, out var found))
                {
                    _surfaces[text] = found = new Surface();
                }

                found.Add(row.Example.Id);
                break;
        }
    }

    public AuditFinding Finding(int minHits)
    {
        var most = check is RowCheck ? _hits : _surfaces.OrderByDescending(s => s.Value.Count).ThenBy(s => s.Key, StringComparer.Ordinal).FirstOrDefault().Value ?? new Surface();
        var finding = new AuditFinding(check.Name, check.Level, check.MaxPercent, check.About) { Hits = most.Count, Judged = _judged, Examples = most.Ids };
        return finding with { IsOver = finding.Percent > check.MaxPercent && (check.MaxPercent <= 0 || most.Count >= minHits) };
    }

    private sealed class Surface
    {
        private readonly List<string> _ids = [];

        public long Count { get; private set; }

        public IReadOnlyList<string> Ids => _ids;

        public void Add(string id)
        {
            Count++;
            if (_ids.Count < Told)
            {
                _ids.Add(id);
            }
        }
    }
}
