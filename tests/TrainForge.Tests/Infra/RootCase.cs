using System.Text.Json;

namespace TrainForge.Tests.Infra;

/// <summary>
/// One row of tests/RootCases.json: a tree of files (a name ending in '/' is a folder), what was asked for, and the root expected.
/// Paths are relative to a folder of the test's own, '{top}' in values stands for it. Whoever looks for the root runs all rows.
/// </summary>
public sealed record RootCase(string Name, string[] Tree, string Start, string? Option, string? Environment, string? Property, string Root, string Source)
{
    private static readonly JsonSerializerOptions Lenient = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<RootCase> All { get; } =
        JsonSerializer.Deserialize<RootCase[]>(File.ReadAllText(Repo.File("tests/RootCases.json")), Lenient)!;

    public static TheoryData<string> Names() => [.. All.Select(c => c.Name)];

    public static RootCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>Makes the tree under <paramref name="top"/> and returns this row with every path absolute.</summary>
    public RootCase Under(string top)
    {
        foreach (var entry in Tree)
        {
            var path = Path.Combine(top, entry);
            Directory.CreateDirectory(entry.EndsWith('/') ? path : Path.GetDirectoryName(path)!);
            if (!entry.EndsWith('/'))
            {
                File.WriteAllText(path, "");
            }
        }

        string? Placed(string? value) => value?.Replace("{top}", top, StringComparison.Ordinal);
        return this with
        {
            Start = Path.Combine(top, Start),
            Option = Placed(Option),
            Environment = Placed(Environment),
            Property = Placed(Property),
            Root = Path.GetFullPath(Path.Combine(top, Root)),
        };
    }

    public override string ToString() => Name;
}
