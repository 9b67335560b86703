using System.Text.Json;

namespace TrainForge.PackageTests.Frameworks;

/// <summary>What one attempt of a test is expected to leave, and what it left.</summary>
internal sealed record Stashed(string Name, string Outcome, string Prompt, string? Arguments = null, int Attempt = 1)
{
    /// <summary>Traits and categories, as name=value or a bare name.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];

    /// <summary>Another attempt of the test ended differently.</summary>
    public bool IsFlaky { get; init; }

    /// <summary>The test fails after the hook was last called: only the runner knows.</summary>
    public bool FailsLater { get; init; }

    public string? Message { get; private init; }

    public string? Stack { get; private init; }

    public string? Commit { get; private init; }

    /// <summary>In seconds, from the test framework.</summary>
    public double Duration { get; private init; }

    /// <summary>Of its interactions, in their order. The prompt alone, where nothing else is said.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [Prompt];

    public long Announced { get; private init; }

    public bool IsCrowd => Prompt.StartsWith("crowd ", StringComparison.Ordinal);

    public static Stashed Read(string metadata)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(metadata));
        return new Stashed(Text("display_name")!, Text("outcome")!, Text("prompt")!, Text("arguments"), json.GetProperty("attempt").GetInt32())
        {
            Duration = json.GetProperty("duration_s").GetDouble(),
            Announced = json.GetProperty("interactions").GetInt64(),
            Traits = json.TryGetProperty("traits", out var traits) ? [.. traits.EnumerateArray().Select(trait => trait.GetString()!)] : [],
            IsFlaky = json.GetProperty("flaky").GetBoolean(),
            Message = json.TryGetProperty("failure", out var failure) ? failure.GetProperty("message").GetString() : null,
            Stack = failure.ValueKind == JsonValueKind.Object && failure.TryGetProperty("stack", out var stack) ? stack.GetString() : null,
            Commit = json.TryGetProperty("git", out var git) ? git.GetProperty("commit").GetString() : null,
            Questions = [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(metadata)!, "interactions.jsonl")).Select(Question)],
        };

        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    public string Line => $"{Outcome} {Name} [{Arguments}] {{{string.Join(' ', Traits)}}} #{Attempt}{(IsFlaky ? " flaky" : "")} <- {string.Join(" | ", Questions)}";

    private static string Question(string line)
    {
        var request = JsonSerializer.Deserialize<JsonElement>(line).GetProperty("request");
        return request.EnumerateArray().Last().GetProperty("parts").EnumerateArray().Single().GetProperty("text").GetString()!;
    }
}
