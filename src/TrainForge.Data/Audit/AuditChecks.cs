using System.Text.Json;
using System.Text.RegularExpressions;
using TrainForge.Conversations;
using TrainForge.Options;

namespace TrainForge.Data.Audit;

/// <summary>The built-in checks. What they have in common: a loss falls nicely on data that shows any of it.</summary>
internal static class AuditChecks
{
    private const int LongText = 600;
    private const int OpeningWords = 5;
    private const int SurfaceLength = 200;
    private const int RootParts = 3;

    public static IReadOnlyList<AuditCheck> All(AuditOptions options, Func<AuditedRow, bool?> secret, Func<string, bool?> commitExists) =>
    [
        new RowCheck("secret", AuditLevel.Hard, 0, "hold what redaction would take out", secret) { OfAllKinds = true },
        new RowCheck("scaffold", AuditLevel.Hard, 0, "teach to write the marks of a chat template", r => r.TrainedTexts.Any(t => AuditPatterns.Scaffold().IsMatch(t))),
        new RowCheck("truncation-mark", AuditLevel.Hard, 0, "teach to write what a cut text ends with", r => r.TrainedTexts.Any(t => AuditPatterns.Truncation().IsMatch(t))),
        new RowCheck("empty-arguments", AuditLevel.Hard, 0, "teach to call a tool without the arguments it requires", EmptyArguments),
        new RowCheck("untrained", AuditLevel.Hard, 0, "have no turn that counts", r => r.Trained.Count == 0),
        new RowCheck("home-path", AuditLevel.Hard, 1, "name somebody's home folder", r => r.AllTexts.Any(t => AuditPatterns.Home().IsMatch(t))) { OfAllKinds = true },
        new RowCheck("stale-path", AuditLevel.Hard, 1, "name a path of dataset.audit.stale_paths", r => options.StalePaths.Count == 0 ? null : r.AllTexts.Any(t => options.StalePaths.Any(p => t.Contains(p, StringComparison.Ordinal)))) { OfAllKinds = true },
        new RowCheck("missing-path", AuditLevel.Hard, 5, "end by citing a path that is not there", r => options.VerifyPaths ? Cited(r, AuditPatterns.AbsolutePath(), static path => Path.Exists(path)) : null),
        new RowCheck("unknown-commit", AuditLevel.Hard, 5, "end by citing a commit git does not know", r => options.VerifyCommits ? Cited(r, AuditPatterns.Commit(), commitExists) : null),
        new RowCheck("let-me", AuditLevel.Soft, 10, "say 'Let me' three times or more", r => r.Trained.Sum(m => Count(m.Text, "Let me")) >= 3),
        new RowCheck("want-me-to", AuditLevel.Soft, 5, "say 'Want me to'", r => r.Trained.Any(m => m.Text.Contains("Want me to", StringComparison.Ordinal))),
        new RowCheck("long-without-call", AuditLevel.Soft, 20, "are offered tools and answer at length without a call", r => r.Example.Tools.Count == 0 || r.Trained.Count == 0 ? null : !r.TrainedCalls.Any() && r.Trained.Any(m => m.Text.Length > LongText)),
        new RowCheck("ends-in-call", AuditLevel.Soft, 50, "use tools and never conclude in words", r => r.Example.Messages.Any(m => m.ToolCalls.Any()) ? r.LastText is null : null),
        new SurfaceCheck("one-opening", AuditLevel.Soft, 20, "begin their answer with the same words", r => r.LastText is { } text ? Opening(text) : null),
        new SurfaceCheck("one-answer", AuditLevel.Soft, 10, "give the same last answer", r => r.LastText is { } text ? text[..Math.Min(text.Length, SurfaceLength)] : null),
        new SurfaceCheck("one-project", AuditLevel.Soft, 30, "speak of paths below the same folder", ProjectRoot),
    ];

    // Nothing given where something is required; what else is wrong with arguments is the schemas' business when a dataset is built.
    private static bool? EmptyArguments(AuditedRow row)
    {
        var requiring = row.Example.Tools.Where(Requires).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        return row.TrainedCalls.Any(call => requiring.Contains(call.Name) && !GivesAny(call));
    }

    private static bool GivesAny(ToolCall call) =>
        call.Arguments?.ToElement() is { ValueKind: JsonValueKind.Object } arguments && arguments.EnumerateObject().Any();

    private static bool Requires(ToolDefinition tool) =>
        tool.Schema?.ToElement() is { ValueKind: JsonValueKind.Object } schema && schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array && required.GetArrayLength() > 0;

    // One that is not there is a hit; with none that can be looked up the row says nothing.
    private static bool? Cited(AuditedRow row, Regex pattern, Func<string, bool?> exists)
    {
        var known = row.LastText is null ? [] : pattern.Matches(row.LastText).Select(m => exists(m.Groups[1].Value)).OfType<bool>().ToList();
        return known.Count == 0 ? null : known.Contains(false);
    }

    private static string? Opening(string text)
    {
        var words = text.Split((char[]?)null, OpeningWords + 1, StringSplitOptions.RemoveEmptyEntries);
        return words.Length < OpeningWords ? null : string.Join(' ', words.Take(OpeningWords));
    }

    private static string? ProjectRoot(AuditedRow row) => row.AllTexts
        .SelectMany(t => AuditPatterns.AbsolutePath().Matches(t).Select(m => m.Groups[1].Value))
        .Select(path => string.Join('/', path.Split('/').Take(RootParts + 1)))
        .GroupBy(root => root, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key;

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = 0; (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0; at += part.Length)
        {
            count++;
        }

        return count;
    }
}
