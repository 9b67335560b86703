using System.Reflection;

namespace TrainForge.Diagnostics;

/// <summary>
/// Every TF code, one file per band: 0 the product, 1 configuration and build, 2 pipeline, 3 store, 4 engine,
/// 5 capture and hooks, 6 runs and launchers, 7 conversion and evaluation, 8 Cake, 9 decisions and agents.
/// Append to the end of a band; a retired code keeps its line, marked [Obsolete], and is never given a second meaning.
/// Each code has its page in Explain/.
/// </summary>
public static partial class Rules
{
    // Lazy: the bands' own fields are initialised in the order of their files, which nothing promises.
    private static readonly Lazy<IReadOnlyList<DiagnosticRule>> Catalogue = new(() =>
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetValue(null))
            .OfType<DiagnosticRule>()
            .OrderBy(r => r.Code, StringComparer.Ordinal),
    ]);

    /// <summary>The catalogue in code order.</summary>
    public static IReadOnlyList<DiagnosticRule> All => Catalogue.Value;

    public static DiagnosticRule? Find(string code) =>
        All.FirstOrDefault(r => r.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
}
