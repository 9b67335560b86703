namespace TrainForge.Files;

/// <summary>
/// The files below a folder that somebody named. Links are followed, because such folders are often put together of them; but no folder
/// is entered twice, however many links lead to it or round in a circle.
/// </summary>
public static class LinkedFiles
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>In ordinal order of the names in each folder, as paths that begin with the folder's.</summary>
    public static IEnumerable<string> Below(string folder) => Below(folder, Real(new DirectoryInfo(folder)), new HashSet<string>(StringComparer.Ordinal));

    private static IEnumerable<string> Below(string shown, string real, HashSet<string> entered)
    {
        if (!entered.Add(real))
        {
            yield break;
        }

        foreach (var entry in new DirectoryInfo(real).EnumerateFileSystemInfos("*", Everything).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var path = Path.Combine(shown, entry.Name);
            if (Directory.Exists(entry.FullName))
            {
                foreach (var file in Below(path, Real(new DirectoryInfo(entry.FullName)), entered))
                {
                    yield return file;
                }
            }
            else
            {
                yield return path;
            }
        }
    }

    private static string Real(DirectoryInfo folder) =>
        Path.TrimEndingDirectorySeparator((folder.ResolveLinkTarget(returnFinalTarget: true) ?? folder).FullName);
}
