using TrainForge.Conversations;
using TrainForge.Repositories;

namespace TrainForge.Data.Sources.Projects;

/// <summary>
/// Which project a folder belongs to: the remote of its repository, so that clones and working trees are one; else the top of its
/// repository; else that of a known repository it lies in, as a sub-folder that is gone does; else the folder itself.
/// </summary>
internal sealed class ProjectList(IReadOnlyList<WorkFolder> folders)
{
    // One folder is written with this or that slash, and with one at its end: what git knew of any of them is known of it.
    private readonly Dictionary<string, WorkFolder> _byFolder = folders
        .GroupBy(f => Plain(f.Folder), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.FirstOrDefault(f => f.Root is not null) ?? same.First(), StringComparer.Ordinal);
    private readonly IReadOnlyList<WorkFolder> _roots = [.. folders.Where(f => f.Root is not null).OrderByDescending(f => f.Root!.Length).ThenBy(f => f.Folder, StringComparer.Ordinal)];

    public Trajectory Assign(Trajectory conversation) => conversation with
    {
        Project = ProjectName.OfRemote(conversation.Git?.Remote) ?? (conversation.Folder is { Length: > 0 } folder ? Of(folder) : null),
    };

    /// <summary>All there are, each once.</summary>
    public IEnumerable<string> Names() => folders.Select(f => Of(f.Folder)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private string Of(string folder)
    {
        var plain = Plain(folder);
        var known = _byFolder.GetValueOrDefault(plain) is { Root: not null } exact ? exact : _roots.FirstOrDefault(r => IsBelow(plain, Plain(r.Root!)));
        return known is null ? plain : ProjectName.OfRemote(known.Remote) ?? Plain(known.Root!);
    }

    private static bool IsBelow(string folder, string root) => folder == root || folder.StartsWith(root + "/", StringComparison.Ordinal);

    private static string Plain(string folder) => folder.Replace('\\', '/').TrimEnd('/');
}
