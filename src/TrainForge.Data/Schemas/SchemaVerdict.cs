namespace TrainForge.Data.Schemas;

/// <summary>What a schema says of a value.</summary>
/// <param name="Fault">The first thing that is wrong with it; null when nothing is.</param>
/// <param name="Undecided">Why nothing can be said: too-deep, too-much-work, number-too-long. A value that nothing can be said of is never taken as good.</param>
internal readonly record struct SchemaVerdict(SchemaFault? Fault, string? Undecided)
{
    public bool IsValid => Fault is null && Undecided is null;
}

/// <param name="Place">Of what is wrong, as a JSON pointer into the value; of a field that is missing where it would be.</param>
/// <param name="Keyword">The one that says no.</param>
internal sealed record SchemaFault(string Place, string Keyword);
