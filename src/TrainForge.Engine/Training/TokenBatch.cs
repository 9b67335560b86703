using TrainForge.Engine.Layers;

namespace TrainForge.Engine.Training;

/// <summary>
/// Examples one after the other, without padding: each is a segment of its own, attention never crosses from one to the next,
/// and positions start at 0 in each. So an example gives the same loss in whatever company it comes.
/// </summary>
internal sealed class TokenBatch
{
    public required int[] Tokens { get; init; }

    public required Segment[] Segments { get; init; }

    /// <summary>Rows that predict a trained token, and that token.</summary>
    public required int[] Rows { get; init; }

    public required int[] Targets { get; init; }

    public static TokenBatch Of(IReadOnlyList<TrainingExample> examples)
    {
        var tokens = new List<int>();
        var segments = new Segment[examples.Count];
        var rows = new List<int>();
        var targets = new List<int>();
        for (var e = 0; e < examples.Count; e++)
        {
            var example = examples[e];
            segments[e] = new Segment(tokens.Count, example.Tokens.Length);
            for (var i = 1; i < example.Tokens.Length; i++)
            {
                if (example.Trained[i])
                {
                    rows.Add(tokens.Count + i - 1);
                    targets.Add(example.Tokens[i]);
                }
            }

            tokens.AddRange(example.Tokens);
        }

        return new TokenBatch { Tokens = [.. tokens], Segments = segments, Rows = [.. rows], Targets = [.. targets] };
    }
}
