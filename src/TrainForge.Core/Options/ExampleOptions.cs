using TrainForge.Diagnostics;

namespace TrainForge.Options;

public sealed record ExampleOptions : ISection
{
    /// <summary>All trained turns of a conversation in one example.</summary>
    public const string Conversation = "conversation";

    /// <summary>An example for each trained turn: it alone counts, and what came before it is context.</summary>
    public const string Turns = "turns";

    [Setting("How a conversation is shown: conversation (one example, all its turns count), turns (one example for each turn, which alone counts), or both.", Min = 1, Max = 2, Example = "[conversation, turns]")]
    public IReadOnlyList<string> Views { get; init; } = [Conversation];

    public IEnumerable<Diagnostic> CheckTogether(Places places) =>
        Views.Where(v => v is not (Conversation or Turns)).Select(v => Rules.OptionOutOfRange.At(places.Of("views"), places.Name("views"), $"'{v}'", $"made of {Conversation}, {Turns}"));
}
