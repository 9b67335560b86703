using System.Globalization;
using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>When two examples are nearly the same, and what becomes of them.</summary>
public sealed record NearDuplicateOptions : ISection
{
    /// <summary>Pairs exactly at the threshold that the bands must find, at least.</summary>
    private const double WantedRecall = 0.9;

    [Setting("Look for examples that are nearly the same.")]
    public bool Enabled { get; init; } = true;

    [Setting("Share of their pieces, of both together, that two examples must have in common: the Jaccard similarity.", Min = 0.5, Max = 1)]
    public double Threshold { get; init; } = 0.9;

    [Setting("Leave out all but one of them. Only what is also taught nearly alike is left out: another answer to the same question stays.")]
    public bool Drop { get; init; } = true;

    [Setting("Keep examples that ask nearly the same in one part, so that validation never asks what was trained on.")]
    public bool OneGroup { get; init; } = true;

    [Setting("Which one is kept: the first in the dataset's order, or the one that says most.")]
    public KeptDuplicate Keep { get; init; } = KeptDuplicate.First;

    [Setting("What texts are cut into for comparing: words that follow each other, or characters.")]
    public ShingleUnit Shingle { get; init; } = ShingleUnit.Words;

    [Setting("Words or characters per piece.", Min = 1, Max = 64)]
    public int ShingleSize { get; init; } = 3;

    [Setting("Take all numbers of the same length for the same.")]
    public bool IgnoreDigits { get; init; }

    [Setting("Length of an example's signature in bytes, a multiple of 32. More find pairs with less comparing.", Min = 32, Max = 512)]
    public int Permutations { get; init; } = 128;

    [Setting("Parts of a signature; examples that agree in one whole part are compared. Must divide the permutations. More find pairs that are less alike.", Min = 1, Max = 512)]
    public int Bands { get; init; } = 16;

    [Setting("Memory in megabytes for comparing, beyond a few bytes for each example. What does not fit is sorted in files of the cache; what is found is the same.", Min = 1, Max = 1_048_576, OutsideIdentity = true)]
    public int MemoryMb { get; init; } = 512;

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        if (Permutations % 32 != 0)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("permutations"), places.Name("permutations"), Permutations, "a multiple of 32");
        }
        else if (Bands <= 0 || Permutations % Bands != 0)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("bands"), places.Name("bands"), Bands, $"a number that divides {Permutations.ToString(CultureInfo.InvariantCulture)}, the permutations");
        }
        else if (FoundAtThreshold(Bands) is < WantedRecall and var found)
        {
            var enough = Enumerable.Range(1, Permutations).FirstOrDefault(b => Permutations % b == 0 && FoundAtThreshold(b) >= WantedRecall, Permutations);
            yield return Rules.OptionOutOfRange.At(
                places.Of("bands"),
                places.Name("bands"),
                string.Create(CultureInfo.InvariantCulture, $"{Bands}, which finds {100 * found:0} % of the pairs whose similarity is threshold ({Threshold})"),
                string.Create(CultureInfo.InvariantCulture, $"{enough} or more"));
        }
    }

    // Two signatures agree in a byte with the similarity, and in a whole band with its power.
    private double FoundAtThreshold(int bands) => 1 - Math.Pow(1 - Math.Pow(Threshold, Permutations / (double)bands), bands);
}

public enum KeptDuplicate
{
    First,
    Longest,
}

public enum ShingleUnit
{
    Words,
    Characters,
}
