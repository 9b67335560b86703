using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>Sizes of a decoder of the Qwen2 family.</summary>
public sealed record ModelOptions : ISection
{
    [Setting("Entries of the vocabulary, special tokens included.", Min = 260, Max = 1_000_000)]
    public int VocabSize { get; init; } = 8192;

    [Setting("Width of the model.", Min = 8, Max = 65_536)]
    public int HiddenSize { get; init; } = 256;

    [Setting("Number of layers.", Min = 1, Max = 1024)]
    public int Layers { get; init; } = 4;

    [Setting("Attention heads; hidden_size must divide by it.", Min = 1, Max = 1024)]
    public int Heads { get; init; } = 4;

    [Setting("Key and value heads; heads must divide by it.", Min = 1, Max = 1024)]
    public int KvHeads { get; init; } = 2;

    [Setting("Width of the feed-forward part.", Min = 8, Max = 262_144)]
    public int FfnSize { get; init; } = 704;

    [Setting("Longest sequence, in tokens.", Min = 16, Max = 1_048_576)]
    public int MaxPositions { get; init; } = 2048;

    [Setting("Base of the rotary position encoding.", Min = 1, Max = 1e9)]
    public double RopeTheta { get; init; } = 10_000;

    [Setting("Input and output share one embedding.")]
    public bool TieEmbeddings { get; init; } = true;

    [Setting("Same seed, same first weights.", Min = 0)]
    public long Seed { get; init; } = 42;

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        if (Heads > 0 && HiddenSize % Heads != 0)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("heads"), places.Name("heads"), Heads, $"a divisor of hidden_size, which is {HiddenSize}");
        }
        else if (Heads > 0 && HiddenSize / Heads % 2 != 0)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("heads"), places.Name("heads"), Heads, $"such that hidden_size / heads is even; it is {HiddenSize / Heads}");
        }

        if (KvHeads > 0 && Heads % KvHeads != 0)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("kv_heads"), places.Name("kv_heads"), KvHeads, $"a divisor of heads, which is {Heads}");
        }
    }
}
