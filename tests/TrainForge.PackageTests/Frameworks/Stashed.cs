using System.Text.Json;

namespace TrainForge.PackageTests.Frameworks;

/// <summary>What one attempt of a test is expected to leave, and what it left.</summary>
internal sealed record Stashed(string Name, string Outcome, string Prompt, string? Arguments = null, int Attempt = 1)
{
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
            Questions = [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(metadata)!, "interactions.jsonl")).Select(Question)],
        };

        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    public string Line => $"{Outcome} {Name} [{Arguments}] #{Attempt} <- {string.Join(" | ", Questions)}";

    private static string Question(string line)
    {
        var request = JsonSerializer.Deserialize<JsonElement>(line).GetProperty("request");
        return request.EnumerateArray().Last().GetProperty("parts").EnumerateArray().Single().GetProperty("text").GetString()!;
    }
}
