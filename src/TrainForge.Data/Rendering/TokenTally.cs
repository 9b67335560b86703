using System.Globalization;
using TrainForge.Datasets;

namespace TrainForge.Data.Rendering;

/// <summary>How many tokens there are, and how long the examples are.</summary>
internal sealed class TokenTally
{
    private const int Smallest = 128;

    private readonly SortedDictionary<long, long> _lengths = [];

    public long Examples { get; private set; }

    private long Tokens { get; set; }

    private long Trained { get; set; }

    private long Longest { get; set; }

    /// <summary>Examples by length: up to 128 tokens, 256, 512, …</summary>
    public TokenCount ToCount() =>
        new(Examples, Tokens, Trained, Longest, _lengths.ToDictionary(l => l.Key.ToString(CultureInfo.InvariantCulture), l => l.Value, StringComparer.Ordinal));

    public void Add(MaskResult result, int copies = 1)
    {
        long bound = Smallest;
        while (bound < result.Tokens)
        {
            bound *= 2;
        }

        _lengths[bound] = _lengths.GetValueOrDefault(bound) + copies;
        Examples += copies;
        Tokens += (long)result.Tokens * copies;
        Trained += (long)result.Trained * copies;
        Longest = Math.Max(Longest, result.Tokens);
    }
}
