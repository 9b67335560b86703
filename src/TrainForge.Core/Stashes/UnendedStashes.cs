using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>
/// Attempts that no hook was told the end of, though the runner knows how they ended: MSTest calls none any more when the Dispose of a
/// test throws. What the runner said then stands in their metadata, as of any other attempt.
/// </summary>
public static class UnendedStashes
{
    // Nobody tries a test again more often.
    private const int MostAttempts = 20;

    private const int MaxPromptChars = 20_000;

    /// <summary>The id under which MSTest's tests are stashed: a data row differs from its neighbours in the displayed name alone.</summary>
    public static string MSTestId(string? className, string? method, string? displayName) => $"{className}.{method}#{displayName}";

    /// <summary>Call when the runner has said all. A run without such attempts costs a look at its folders.</summary>
    /// <returns>How many were ended so.</returns>
    public static int Close(string runFolder)
    {
        var unended = Directory.Exists(runFolder) ? Unended(runFolder) : [];
        if (unended.Count == 0)
        {
            return 0;
        }

        var closed = 0;
        foreach (var line in LineFile.Read(Path.Combine(runFolder, StashPaths.Results), static _ => { }))
        {
            if (Result(line.Bytes) is { Outcome: not (Outcome.None or Outcome.Skipped) } result && result.FullyQualifiedName.LastIndexOf('.') is var dot and > 0)
            {
                closed += Close(runFolder, unended, result, result.FullyQualifiedName[..dot], result.FullyQualifiedName[(dot + 1)..]);
            }
        }

        return closed;
    }

    // By the hash their names begin with.
    private static Dictionary<string, string> Unended(string runFolder) => Directory.EnumerateDirectories(runFolder)
        .Where(stash => File.Exists(Path.Combine(stash, StashPaths.Interactions)) && !File.Exists(Path.Combine(stash, StashPaths.Metadata)))
        .GroupBy(stash => Hash(Path.GetFileName(stash)), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    private static int Close(string runFolder, Dictionary<string, string> unended, RunResult result, string className, string method)
    {
        var closed = 0;
        var id = MSTestId(className, method, result.DisplayName);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (unended.Remove(Hash(StashPaths.FolderName(new StashName(id, "", result.Assembly, result.TargetFramework, attempt))), out var stash))
            {
                // The runner tells of the last attempt. One before it failed, or there would be no other.
                var isLast = !Directory.EnumerateDirectories(runFolder, Hash(StashPaths.FolderName(new StashName(id, "", result.Assembly, result.TargetFramework, attempt + 1))) + "-*").Any();
                if (!isLast || result.Outcome != Outcome.Passed)
                {
                    Write(stash, Describe(stash, result, isLast ? result.Outcome : Outcome.Failed) with { TestId = id, ClassName = className, Method = method, RunId = Path.GetFileName(runFolder), Attempt = attempt });
                    closed++;
                }
            }
        }

        return closed;
    }

    private static StashMetadata Describe(string stash, RunResult result, Outcome outcome)
    {
        var calls = StashReader.Read(stash).Interactions;
        var name = result.FullyQualifiedName[..(result.FullyQualifiedName.LastIndexOf('.') + 1)] + result.DisplayName;
        var prompt = calls.SelectMany(c => c.Request).FirstOrDefault(m => m.Role == Role.User)?.Text;
        return new StashMetadata
        {
            TestName = name,
            DisplayName = name,
            Outcome = outcome,
            Timestamp = calls.Count > 0 ? calls.Min(c => c.Started) : new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(stash, StashPaths.Interactions))),
            DurationSeconds = result.DurationSeconds,
            RunId = "",
            TestId = "",
            Assembly = result.Assembly,
            TargetFramework = result.TargetFramework,
            TestFramework = "mstest",
            Tier = calls.Select(c => c.Model).LastOrDefault(model => model is not null),
            Prompt = prompt is { Length: > 0 } ? prompt[..Math.Min(prompt.Length, MaxPromptChars)] : null,
            Failure = result.Error is { } error ? new StashFailure(error) : null,
            Interactions = calls.Count,
            ToolCalls = calls.SelectMany(c => c.Response).Sum(m => m.ToolCalls.Count()),
            Terms = new SourceTerms { Vendor = One(calls.Select(c => c.Provider)), Model = One(calls.Select(c => c.Model)) },
        };
    }

    private static string? One(IEnumerable<string?> names) => names.OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    private static void Write(string stash, StashMetadata metadata) =>
        AtomicFile.WriteAllBytes(Path.Combine(stash, StashPaths.Metadata), StashJson.ToPage(metadata));

    private static string Hash(string folderName) => folderName[..Math.Min(folderName.Length, StashPaths.HashDigits)];

    private static RunResult? Result(ReadOnlyMemory<byte> line)
    {
        try
        {
            return StashJson.Result(line);
        }
        catch (JsonException)
        {
            return null; // told when a dataset is built of it
        }
    }
}
