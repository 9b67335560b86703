using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Schemas;
using TrainForge.Options;

namespace TrainForge.Data.Quality;

/// <summary>Which calls nobody should learn to make, and why. One of them takes the whole turn with it.</summary>
internal sealed class CallChecks(QualityOptions options, SchemaTable schemas)
{
    /// <param name="note">Takes counts of what is no fault: keywords that were not judged.</param>
    /// <returns>By call: a name for ever.</returns>
    public IEnumerable<(ToolLink Link, string Reason)> Of(Trajectory trajectory, ToolLinks links, Action<string> note)
    {
        var offered = new Dictionary<string, ToolDefinition>(StringComparer.Ordinal);
        foreach (var tool in trajectory.Tools)
        {
            offered.TryAdd(tool.Name, tool);
        }

        var failed = new HashSet<(string, string)>();
        var (last, run) = (("", ""), 0);
        foreach (var link in links.All)
        {
            var key = (link.Call.Name, link.Call.Arguments is { } arguments ? ValueKey.Of(arguments.ToElement()) : link.Call.ArgumentsText);
            run = key == last ? run + 1 : 1;
            last = key;
            var reason = link.Result is not { IsError: true } ? null : failed.Add(key) ? "tool-failed" : "repeated-failure";
            reason ??= options.MaxIdenticalCalls > 0 && run > options.MaxIdenticalCalls ? "repeated-call" : null;
            reason ??= Alone(link.Call, trajectory.Source, offered, note);
            if (reason is not null)
            {
                yield return (link, reason);
            }
        }
    }

    private string? Alone(ToolCall call, string source, Dictionary<string, ToolDefinition> offered, Action<string> note)
    {
        if (options.SkipTools.Contains(call.Name, StringComparer.Ordinal) || options.SkipTools.Contains($"{source}:{call.Name}", StringComparer.Ordinal))
        {
            return "skipped-tool";
        }

        var tool = offered.GetValueOrDefault(call.Name);
        if (tool is null && offered.Count > 0)
        {
            return "not-offered";
        }

        if (tool?.Schema is null && options.RequireSchema)
        {
            return "no-schema";
        }

        // Arguments that are no object damage the conversation, which is the business of whoever makes examples.
        return call.Arguments?.ToElement() is { ValueKind: JsonValueKind.Object } value
            ? ArgumentText.Fault(value, options) ?? (options.CheckSchema && tool?.Schema is { } schema ? Fault(schemas.Of(schema), call.Arguments, value, note) : null)
            : null;
    }

    private static string? Fault(JsonSchema schema, JsonText arguments, JsonElement value, Action<string> note)
    {
        foreach (var keyword in schema.NotJudged)
        {
            note("unjudged-" + keyword);
        }

        var verdict = schema.Judge(arguments);
        return verdict.IsValid ? null
            : verdict.Undecided is not null ? "schema-undecided"
            : verdict.Fault!.Keyword == "required" && !value.EnumerateObject().Any() ? "empty-arguments"
            : "schema-mismatch";
    }
}
