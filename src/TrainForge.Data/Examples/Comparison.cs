using System.Globalization;
using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Examples;

/// <summary>Two conversations that begin alike, the place of the first message in which they differ, and which is better.</summary>
internal sealed record Comparison(ExampleRow Chosen, ExampleRow Rejected, string Basis, TurnMark Better, TurnMark Worse)
{
    public string Id => $"{Chosen.Id}-{Rejected.Id}";

    public ulong Prompt => Better.Prompt;
}

/// <summary>An answer and whether it is wanted.</summary>
/// <param name="Asked">The conversation whose prompt it answers: its own, or the other side of a comparison, of which more is known.</param>
internal sealed record Judged(ExampleRow Row, TurnMark Turn, bool Label, ExampleRow Asked)
{
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Row.Id}-{Turn.Message}");
}
