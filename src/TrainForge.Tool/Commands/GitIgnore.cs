using TrainForge.Files;

namespace TrainForge.Tool.Commands;

/// <summary>
/// What to say about git: recordings, datasets and the key of the pseudonyms lie below the root and do not belong into commits.
/// It is said and never done: a .gitignore is its project's own, and one line is quickly added.
/// </summary>
internal static class GitIgnore
{
    private const string FileName = ".gitignore";

    /// <summary>One step, or none: outside a repository, for a root outside it, and where the line stands already.</summary>
    public static IEnumerable<string> Advice(TrainForgeRoot root)
    {
        var name = Path.GetFileName(root.Folder);
        var beside = Path.GetDirectoryName(root.Folder);
        for (var folder = beside; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Holds(Path.Combine(folder, FileName), name, isBeside: folder == beside))
            {
                yield break;
            }

            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                yield return $"Keep what is recorded out of git: add the line '{name}/' to {Path.Combine(beside!, FileName)}";
                yield break;
            }
        }
    }

    // The plain spellings only: advice that was not needed is better than a key in a commit.
    private static bool Holds(string file, string name, bool isBeside) =>
        File.Exists(file) && File.ReadLines(file).Select(line => line.Trim()).Any(line =>
            line == name || line == name + "/" || line == $"**/{name}" || line == $"**/{name}/" || (isBeside && (line == "/" + name || line == $"/{name}/")));
}
