using System.Text.Json;
using TrainForge.Conversations;

namespace TrainForge.Stashes;

/// <summary>How a test ended for whoever ran it: a line of results.jsonl. Told after the test's process had its own say.</summary>
public sealed record RunResult
{
    public const int CurrentSchema = 1;

    /// <summary>Simple name of the test assembly.</summary>
    public required string Assembly { get; init; }

    public string? TargetFramework { get; init; }

    /// <summary>As the runner counts tests; rarely what the framework calls them.</summary>
    public string? TestId { get; init; }

    public required string FullyQualifiedName { get; init; }

    public required string DisplayName { get; init; }

    public required Outcome Outcome { get; init; }

    public double DurationSeconds { get; init; }

    public string? Error { get; init; }

    internal static void Write(Utf8JsonWriter json, RunResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", CurrentSchema);
        json.WriteString("assembly", result.Assembly);
        json.Text("tfm", result.TargetFramework);
        json.Text("test_id", result.TestId);
        json.WriteString("fully_qualified_name", result.FullyQualifiedName);
        json.WriteString("display_name", result.DisplayName);
        json.WriteString("outcome", Names.Of(result.Outcome));
        json.WriteNumber("duration_s", Math.Round(result.DurationSeconds, 3));
        json.Text("error", result.Error);
        json.WriteEndObject();
    }

    internal static RunResult Read(JsonElement value)
    {
        value.RequireSchema(CurrentSchema);
        return new RunResult
        {
            Assembly = value.RequiredText("assembly"),
            TargetFramework = value.Text("tfm"),
            TestId = value.Text("test_id"),
            FullyQualifiedName = value.RequiredText("fully_qualified_name"),
            DisplayName = value.RequiredText("display_name"),
            Outcome = Names.Outcome(value.RequiredText("outcome")),
            DurationSeconds = value.Double("duration_s") ?? 0,
            Error = value.Text("error"),
        };
    }
}
