using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Settings that are known to be wrong only when a build looks at what they name: a stage, a kind of source, a file. They are told at
/// the line where they were given, as all others are.
/// </summary>
internal static class SettingPlace
{
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        [Rules.SourceKindUnknown.Code] = ["dataset.sources"],
        [Rules.StageUnknown.Code] = ["dataset.stages"],
        [Rules.StageOrderImpossible.Code] = ["dataset.stages"],
        [Rules.SuiteNotFound.Code] = ["dataset.decontamination.against", "evaluation.suites"],
        [Rules.TokenizerNotFound.Code] = ["dataset.rendering.tokenizer", "dataset.rendering.model"],
        [Rules.ToolSignaturesMissing.Code] = ["dataset.tool_schemas.signatures"],
    };

    /// <summary>The same with the place of its setting; null where it has a place, or nobody gave the setting.</summary>
    public static Diagnostic? Told(Diagnostic d, Places places) =>
        d.Where == default && Keys.TryGetValue(d.Rule.Code, out var keys) && keys.Select(places.Of).FirstOrDefault(p => p != default) is var place && place != default
            ? d with { Where = place }
            : null;
}
