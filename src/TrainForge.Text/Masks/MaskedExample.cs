using TrainForge.Diagnostics;

namespace TrainForge.Text.Masks;

/// <summary>
/// An example as the engine trains on it: ids, and for each whether it counts in the loss. Findings are what is wrong with it;
/// one with an error is not to be trained on.
/// </summary>
public sealed record MaskedExample(string Id, int[] Tokens, bool[] Trained, IReadOnlyList<Diagnostic> Findings)
{
    public int TrainedCount => Trained.AsSpan().Count(true);

    public bool IsUsable => Findings.All(f => f.Rule.Severity != Severity.Error);
}

/// <summary>The same without the tokens themselves.</summary>
/// <param name="Tokens">How many there are, after what is too long was cut.</param>
/// <param name="Trained">How many of them count in the loss.</param>
public sealed record MaskFigures(int Tokens, int Trained, IReadOnlyList<Diagnostic> Findings);
