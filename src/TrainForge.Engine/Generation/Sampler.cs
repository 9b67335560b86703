using TrainForge.Engine.Kernels;

namespace TrainForge.Engine.Generation;

/// <summary>One token out of logits. Ties go to the lower token, so that the choice is the same everywhere.</summary>
internal sealed class Sampler(GenerationOptions options)
{
    private readonly SeedStream _stream = new(options.Seed, "generation");
    private float[] _probabilities = [];
    private int[] _order = [];

    public int Choose(ReadOnlySpan<float> logits)
    {
        var best = Best(logits);
        if (options.Temperature == 0)
        {
            return best;
        }

        var (p, order) = Sorted(logits, logits[best]);
        var total = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            total += p[i];
        }

        // The nucleus: the shortest run of likeliest tokens that reaches TopP; never empty.
        var (inside, mass) = (0, 0.0);
        while (inside < p.Length && (inside == 0 || mass < options.TopP * total))
        {
            mass += p[inside++];
        }

        var left = _stream.NextDouble() * mass;
        for (var i = 0; i < inside; i++)
        {
            left -= p[i];
            if (left < 0)
            {
                return order[i];
            }
        }

        return order[inside - 1];
    }

    private static int Best(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            best = logits[i] > logits[best] ? i : best;
        }

        return best;
    }

    private (float[] Probabilities, int[] Order) Sorted(ReadOnlySpan<float> logits, float max)
    {
        if (_order.Length != logits.Length)
        {
            _order = new int[logits.Length];
            _probabilities = new float[logits.Length];
        }

        for (var i = 0; i < logits.Length; i++)
        {
            _order[i] = i;
            _probabilities[i] = ExactMath.Exp((float)((logits[i] - max) / options.Temperature));
        }

        var p = (float[])_probabilities.Clone();
        Array.Sort(_order, (a, b) => p[a] != p[b] ? p[b].CompareTo(p[a]) : a.CompareTo(b));
        for (var i = 0; i < p.Length; i++)
        {
            _probabilities[i] = p[_order[i]];
        }

        return (_probabilities, _order);
    }
}
