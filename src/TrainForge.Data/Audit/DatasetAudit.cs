using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Versions;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Data.Audit;

/// <summary>
/// Looks over a version before anybody trains on it: what a model would learn by heart, and what nobody should learn at all.
/// Nothing is changed, and no text of the data is told, only counts and ids.
/// </summary>
public static class DatasetAudit
{
    /// <summary>Names, defaults and words of all checks.</summary>
    public static IReadOnlyList<AuditFinding> Checks(AuditOptions options) => [.. Make(options, _ => null, _ => null).Select(c => new AuditFinding(c.Name, c.Level, c.MaxPercent, c.About))];

    /// <param name="folder">Where git is asked.</param>
    public static AuditReport Run(DatasetVersion version, AuditOptions options, RedactionOptions redaction, string folder, CancellationToken cancel)
    {
        var redactor = new Redactor(redaction);
        using var commits = CommitLookup.In(folder);
        var tallies = Make(options, row => HoldsSecret(row, redactor), commits.Exists).Where(c => c.Level != AuditLevel.Off).Select(c => new Tally(c)).ToList();
        long rows = 0;
        foreach (var file in VersionRows.Files(version.Manifest).Where(f => f.Path.StartsWith("sft/", StringComparison.Ordinal)))
        {
            foreach (var example in ExampleFile.Read(Path.Combine(version.Folder, file.Path)))
            {
                cancel.ThrowIfCancellationRequested();
                var row = new AuditedRow(example);
                tallies.ForEach(t => t.Take(row));
                rows++;
            }
        }

        foreach (var further in Further(version))
        {
            cancel.ThrowIfCancellationRequested();
            var row = new AuditedRow(further);
            tallies.FindAll(t => t.IsOfAllKinds).ForEach(t => t.Take(row));
        }

        return new AuditReport(version, rows, [.. tallies.Select(t => t.Finding(options.MinHits))]);
    }

    // Both answers of a pair as turns of one conversation: for what is looked at their order says nothing.
    private static IEnumerable<Example> Further(DatasetVersion version)
    {
        foreach (var file in VersionRows.Files(version.Manifest))
        {
            var path = Path.Combine(version.Folder, file.Path);
            var examples = file.Path.StartsWith("dpo/", StringComparison.Ordinal) ? ExampleFile.ReadPairs(path).Select(p => Bare(p.Id, p.Group, p.Source, [.. p.Prompt, p.Chosen, p.Rejected], p.Tools))
                : file.Path.StartsWith("kto/", StringComparison.Ordinal) ? ExampleFile.ReadAnswers(path).Select(a => Bare(a.Id, a.Group, a.Source, [.. a.Prompt, a.Completion], a.Tools))
                : [];
            foreach (var example in examples)
            {
                yield return example;
            }
        }

        static Example Bare(string id, string group, string source, IReadOnlyList<Message> messages, IReadOnlyList<ToolDefinition> tools) =>
            new() { Id = id, Group = group, Source = source, Messages = messages, Trained = [.. messages.Select(_ => false)], Tools = tools };
    }

    private static IReadOnlyList<AuditCheck> Make(AuditOptions options, Func<AuditedRow, bool?> secret, Func<string, bool?> commitExists)
    {
        var checks = AuditChecks.All(options, secret, commitExists);
        var names = checks.Select(c => c.Name).ToList();
        if (options.Limits.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new TrainForgeException(Rules.AuditCheckUnknown.Here(unknown, string.Join(", ", names), Nearest.Suggest(unknown, names)));
        }

        return [.. checks.Select(c => options.Limits.TryGetValue(c.Name, out var limit) ? c with { Level = limit.Level ?? c.Level, MaxPercent = limit.MaxPercent ?? c.MaxPercent } : c)];
    }

    // JSON is looked through by the names of its fields too, as redaction did when the version was built.
    private static bool? HoldsSecret(AuditedRow row, Redactor redactor)
    {
        var counts = new RedactionCounts();
        foreach (var message in row.Example.Messages)
        {
            var thoughts = message.Parts.OfType<ReasoningPart>().Select(p => p.Text);
            foreach (var text in message.Parts.OfType<TextPart>().Select(p => p.Text).Concat(thoughts).Concat(message.ToolResults.Select(r => r.Text)))
            {
                redactor.Redact(text, counts);
            }

            foreach (var call in message.ToolCalls)
            {
                redactor.RedactJson(call.ArgumentsText, counts);
            }
        }

        return counts.Total > 0;
    }
}

/// <param name="Rows">Examples looked at.</param>
public sealed record AuditReport(DatasetVersion Version, long Rows, IReadOnlyList<AuditFinding> Findings)
{
    public bool FellShort => Findings.Any(f => f is { IsOver: true, Level: AuditLevel.Hard });
}

/// <summary>What one check found.</summary>
public sealed record AuditFinding(string Check, AuditLevel Level, double MaxPercent, string About)
{
    public long Hits { get; init; }

    /// <summary>Rows that could show it either way.</summary>
    public long Judged { get; init; }

    public double Percent => Judged == 0 ? 0 : 100.0 * Hits / Judged;

    public bool IsOver { get; init; }

    /// <summary>Above the limit, and too few hits to be a pattern.</summary>
    public bool IsTooFew => !IsOver && Percent > MaxPercent;

    /// <summary>The first few ids.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
