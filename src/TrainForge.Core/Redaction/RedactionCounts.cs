namespace TrainForge.Redaction;

/// <summary>How often each class was replaced. May be shared between threads.</summary>
public sealed class RedactionCounts
{
    private readonly long[] _counts = new long[RedactionClasses.All.Count];

    public long this[RedactionClass value] => Interlocked.Read(ref _counts[(int)value]);

    public long Total => RedactionClasses.All.Sum(c => this[c]);

    public void Add(RedactionClass value, long count = 1) => Interlocked.Add(ref _counts[(int)value], count);

    public void Add(RedactionCounts other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (other._counts[i] != 0)
            {
                Interlocked.Add(ref _counts[i], other._counts[i]);
            }
        }
    }

    /// <summary>Only what occurred, by name in ordinal order: the same counts always read the same in a manifest.</summary>
    public IReadOnlyDictionary<string, long> ByName() => new SortedDictionary<string, long>(
        RedactionClasses.All.Where(c => this[c] > 0).ToDictionary(c => c.Name(), c => this[c], StringComparer.Ordinal),
        StringComparer.Ordinal);
}
