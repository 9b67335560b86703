namespace TrainForge.Engine.Training;

/// <summary>One tokenised conversation. <see cref="Trained"/> says of each token whether it is to be predicted; the engine does the shift by one.</summary>
public sealed record TrainingExample
{
    /// <summary>The label PyTorch ignores; examples written for it mark masked tokens so.</summary>
    public const int Ignored = -100;

    public required int[] Tokens { get; init; }

    /// <summary>As long as <see cref="Tokens"/>. The first one is never predicted, whatever it says here.</summary>
    public required bool[] Trained { get; init; }

    /// <summary>From labels as PyTorch and TRL write them: the token where it is trained on, <see cref="Ignored"/> elsewhere.</summary>
    public static TrainingExample FromLabels(int[] tokens, ReadOnlySpan<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, tokens.Length);
        var trained = new bool[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            trained[i] = labels[i] != Ignored;
        }

        return new TrainingExample { Tokens = tokens, Trained = trained };
    }

    /// <summary>How many tokens are predicted.</summary>
    public int TrainedCount
    {
        get
        {
            var count = 0;
            for (var i = 1; i < Trained.Length; i++)
            {
                count += Trained[i] ? 1 : 0;
            }

            return count;
        }
    }
}
