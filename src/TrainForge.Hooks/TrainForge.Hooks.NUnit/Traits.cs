using NUnit.Framework.Interfaces;

namespace TrainForge.Hooks.NUnit;

/// <summary>What users wrote on a test and the fixtures it is in, among the properties in which NUnit also keeps its own affairs.</summary>
internal static class Traits
{
    private const string Category = "Category";

    private static readonly HashSet<string> NUnits = new(StringComparer.Ordinal)
    {
        "ApartmentState", "CancelAfter", "IgnoreUntilDate", "JoinType", "LevelOfParallelism", "MaxTime", "NonParallelizable", "Order", "ParallelScope", "ParentFixture",
        "ProviderStackTrace", "Repeat", "RepeatCount", "RequiresThread", "Retry", "SetCulture", "SetUICulture", "TestOf", "Timeout", "UseCancellation",
    };

    /// <summary>A category by its name, other properties as name=value; the outermost fixture's last.</summary>
    public static string[] Of(ITest test)
    {
        var traits = new List<string>();
        for (var level = test; level is not null && level.TestType != "Assembly"; level = level.Parent)
        {
            foreach (var name in level.Properties.Keys.Where(name => !name.StartsWith('_') && !NUnits.Contains(name)))
            {
                traits.AddRange(level.Properties[name].OfType<object>().Select(value => name == Category ? $"{value}" : $"{name}={value}"));
            }
        }

        return [.. traits.Distinct(StringComparer.Ordinal)];
    }
}
