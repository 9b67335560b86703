using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Examples;

/// <summary>
/// Gives one group to all examples that hold the prompt of a pair or of a judged answer: the same question must not be trained on
/// in one form and validated with in another.
/// </summary>
internal static class SharedPrompts
{
    public static void Join(IReadOnlyList<ExampleRow> rows, IReadOnlySet<ulong> prompts)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        var owners = new Dictionary<ulong, string>();
        foreach (var row in rows)
        {
            foreach (var prompt in TurnSketch.Read(row.Sketch(TurnSketch.Instance)).Select(t => t.Prompt).Where(prompts.Contains))
            {
                if (!owners.TryAdd(prompt, row.Group))
                {
                    Unite(parents, owners[prompt], row.Group);
                }
            }
        }

        foreach (var row in parents.Count == 0 ? [] : rows)
        {
            row.Group = Root(parents, row.Group);
        }
    }

    // The smaller name stays, so that the order in which they meet does not matter.
    private static void Unite(Dictionary<string, string> parents, string one, string other)
    {
        var (first, second) = (Root(parents, one), Root(parents, other));
        var order = string.CompareOrdinal(first, second);
        if (order != 0)
        {
            parents[order < 0 ? second : first] = order < 0 ? first : second;
        }
    }

    private static string Root(Dictionary<string, string> parents, string name)
    {
        while (parents.TryGetValue(name, out var parent))
        {
            name = parent;
        }

        return name;
    }
}
