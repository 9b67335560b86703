using TrainForge.Diagnostics;

namespace TrainForge.Engine.Models;

/// <summary>What an adapter is, in PEFT's terms.</summary>
public sealed record LoraOptions
{
    public int Rank { get; init; } = DefaultRank;

    /// <summary>The adapter's part is scaled by Alpha / Rank, or by Alpha / sqrt(Rank) when <see cref="RankStabilized"/>.</summary>
    public double Alpha { get; init; } = DefaultAlpha;

    public double Dropout { get; init; }

    public bool RankStabilized { get; init; }

    /// <summary>Names of projections. All seven unless said otherwise; PEFT's own default is only q_proj and v_proj.</summary>
    public IReadOnlyList<string> Targets { get; init; } = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    public const int DefaultRank = 16;
    public const double DefaultAlpha = 32;

    public float Scale => (float)(Alpha / (RankStabilized ? Math.Sqrt(Rank) : Rank));

    public IEnumerable<Diagnostic> Check()
    {
        if (Rank is < 1 or > 4096)
        {
            yield return Rules.OptionOutOfRange.Here("lora_r", Rank, "between 1 and 4096");
        }

        if (!(Alpha is > 0 and <= 1e6))
        {
            yield return Rules.OptionOutOfRange.Here("lora_alpha", Alpha, "above 0 and at most 1000000");
        }

        if (!(Dropout is >= 0 and < 1))
        {
            yield return Rules.OptionOutOfRange.Here("lora_dropout", Dropout, "at least 0 and below 1");
        }

        if (Targets.Count == 0)
        {
            yield return Rules.AdapterTargetUnknown.Here("");
        }

        foreach (var target in Targets)
        {
            if (Projection.Find(target) is null)
            {
                yield return Rules.AdapterTargetUnknown.Here(target);
            }
        }
    }

    internal void Require()
    {
        foreach (var problem in Check())
        {
            throw new TrainForgeException(problem);
        }
    }
}
