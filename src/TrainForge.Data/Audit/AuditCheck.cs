using TrainForge.Options;

namespace TrainForge.Data.Audit;

/// <summary>One thing an audit minds. Names are names for ever: configurations hold them.</summary>
/// <param name="About">What it finds, after 'rows that …'.</param>
internal abstract record AuditCheck(string Name, AuditLevel Level, double MaxPercent, string About)
{
    /// <summary>Pairs and judged answers are looked at too: what it minds nobody is to see, wanted or not.</summary>
    public bool OfAllKinds { get; init; }
}

/// <param name="Hit">Null when the row cannot show it either way; such rows do not count.</param>
internal sealed record RowCheck(string Name, AuditLevel Level, double MaxPercent, string About, Func<AuditedRow, bool?> Hit)
    : AuditCheck(Name, Level, MaxPercent, About);

/// <summary>Finds the one surface that too many rows share: a model learns the most frequent one by heart.</summary>
/// <param name="Surface">Null when the row has none.</param>
internal sealed record SurfaceCheck(string Name, AuditLevel Level, double MaxPercent, string About, Func<AuditedRow, string?> Surface)
    : AuditCheck(Name, Level, MaxPercent, About);
