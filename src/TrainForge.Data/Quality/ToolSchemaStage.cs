using System.Globalization;
using System.Text.RegularExpressions;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Schemas;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Data.Quality;

/// <summary>
/// Brings tools and their calls together over the whole dataset: finds schemas for tools that declared none, takes from the
/// loss the few calls that these refuse, and tells which old calls today's declared schemas no longer accept.
/// </summary>
/// <param name="signatures">What the tools take today; null where nobody says.</param>
internal sealed partial class ToolSchemaStage(ToolSchemaOptions options, ToolSignatures? signatures = null) : IWholeStage
{
    public const string StageName = "tool-schemas";

    private const int MostFieldCharacters = 120;

    private readonly SortedDictionary<string, ObservedTool> _observed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Tool, string Field, string Keyword), long> _drift = [];

    private ToolDrift? _compared;

    public string Name => StageName;

    public IReadOnlyList<ISketch> Sketches => [ToolCallSketch.Instance];

    /// <summary>Tools without a declared schema, with the one that was found and the number of calls it was found from.</summary>
    public IReadOnlyDictionary<string, (ToolDefinition Tool, long Calls)> Inferred { get; private set; } = new Dictionary<string, (ToolDefinition, long)>();

    /// <summary>Calls that today's schemas refuse, by tool, field and keyword.</summary>
    public IReadOnlyList<DriftCount> Drift => [.. _drift.Select(d => new DriftCount(d.Key.Tool, d.Key.Field, d.Key.Keyword, d.Value))];

    public IEnumerable<Diagnostic> Problems => Drift.Select(d => Rules.ToolDrifted.Here(d.Tool, d.Calls, d.Field, d.Keyword, _compared!.Origin(d.Tool)));

    /// <summary>Of the file that says what the tools take today; empty without one.</summary>
    public string SignaturesHash => signatures?.Hash ?? "";

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        var drift = _compared = new ToolDrift(signatures);
        foreach (var row in table.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var tool in ToolCallSketch.Read(row.Sketch(ToolCallSketch.Instance)))
            {
                drift.Add(row, tool);
                if (tool is { Schema: 0, Calls: > 0 })
                {
                    Observed(tool.Name).Add(tool);
                }
            }
        }

        drift.Close(table);
        if (options.Infer)
        {
            Inferred = _observed.Values.Where(t => t.Calls >= options.MinCalls).ToDictionary(t => t.Name, t => (t.Definition, t.Calls), StringComparer.Ordinal);
        }

        var popular = Popular(table.Rows);
        foreach (var row in table.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            Judge(row, table, drift, log);
            Offer(row, popular);
        }
    }

    private ObservedTool Observed(string name) => _observed.TryGetValue(name, out var known) ? known : _observed[name] = new ObservedTool(name, options.RequiredPercent);

    private void Judge(ExampleRow row, ExampleTable table, ToolDrift drift, StageLog log)
    {
        var tools = ToolCallSketch.Read(row.Sketch(ToolCallSketch.Instance));
        var isDrifting = tools.Any(drift.IsOld);
        var isLacking = options.CheckInferred && tools.Any(t => t.Schema == 0 && Inferred.ContainsKey(t.Name) && _observed[t.Name].IsLacking(t));
        if (!isDrifting && !isLacking)
        {
            return;
        }

        var example = table.LoadRecorded(row);
        var bad = new HashSet<int>();
        foreach (var (message, tool, fault) in isDrifting ? drift.Refused(example) : [])
        {
            var field = Index().Replace(fault.Place, "/*");
            var key = (tool, field.Length > MostFieldCharacters ? field[..MostFieldCharacters] + "…" : field, fault.Keyword);
            _drift[key] = _drift.GetValueOrDefault(key) + 1;
            log.Note("schema-drift", 1);
            bad.UnionWith(options.Drift == DriftRemedy.Context ? [message] : Array.Empty<int>());
        }

        if (isLacking)
        {
            var declared = example.Tools.Where(t => t.Schema is not null).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
            var lacking = ToolCallSketch.Sound(example.Messages).Where(c => !declared.Contains(c.Call.Name) && Inferred.ContainsKey(c.Call.Name) && !_observed[c.Call.Name].Accepts(c.Call)).ToList();
            bad.UnionWith(lacking.Select(c => c.Message));
            log.Note("inferred-mismatch", lacking.Count);
        }

        Unmark(row, example, bad, table, log);
    }

    private static void Unmark(ExampleRow row, Example example, HashSet<int> bad, ExampleTable table, StageLog log)
    {
        bad.RemoveWhere(m => !example.Trained[m]);
        if (bad.Count == 0)
        {
            return;
        }

        log.Note("turn-schema-mismatch", bad.Count);
        row.Untrained = bad;
        if (example.Trained.Count(t => t) == bad.Count)
        {
            table.Drop(row, log, "nothing-to-train");
        }
    }

    private Dictionary<string, List<string>> Popular(IReadOnlyList<ExampleRow> rows)
    {
        if (options.Offer == 0)
        {
            return [];
        }

        return rows.SelectMany(r => ToolCallSketch.Read(r.Sketch(ToolCallSketch.Instance)).Where(t => t.Calls > 0 && Inferred.ContainsKey(t.Name)).Select(t => (r.Source, t.Name, t.Calls)))
            .GroupBy(c => c.Source, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.GroupBy(c => c.Name, StringComparer.Ordinal).OrderByDescending(t => t.Sum(c => (long)c.Calls)).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Key).ToList(),
                StringComparer.Ordinal);
    }

    private void Offer(ExampleRow row, Dictionary<string, List<string>> popular)
    {
        var tools = ToolCallSketch.Read(row.Sketch(ToolCallSketch.Instance));
        if (row.Stored is { Tools: not null } || !popular.TryGetValue(row.Source, out var names) || !tools.Any(t => t.Calls > 0))
        {
            return;
        }

        var called = tools.Where(t => t.Calls > 0).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var others = names.Where(n => !called.Contains(n)).Take(Math.Max(0, options.Offer - called.Count));
        row.Tools = [.. called.Concat(others).Order(StringComparer.Ordinal).Select(n => Inferred.TryGetValue(n, out var found) ? found.Tool : new ToolDefinition(n))];
    }

    [GeneratedRegex("/[0-9]+(?=/|$)")]
    private static partial Regex Index();
}
