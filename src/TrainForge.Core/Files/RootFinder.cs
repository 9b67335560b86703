namespace TrainForge.Files;

/// <summary>
/// Where the root is, for everybody: MSBuild, the tool, capture, hooks and the logger. First of: the option, TRAINFORGE_ROOT, the
/// property; else '.trainforge' in the nearest folder, from the start upwards, that holds trainforge.yaml; only when no folder up
/// to the top does, in the nearest that holds a solution; only then in the nearest that holds '.git'; else in the start folder.
/// So a configuration far above beats a solution close by: it is the one of the three that was made for us.
/// </summary>
public static class RootFinder
{
    public const string FolderName = ".trainforge";
    public const string ConfigurationName = "trainforge.yaml";
    public const string Variable = "TRAINFORGE_ROOT";

    // Names beginning with a dot count as hidden on Unix; folders we may not list hold nothing for us.
    private static readonly EnumerationOptions AnyFile = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <param name="option">--root. Relative to the start folder.</param>
    /// <param name="environment">
    /// TRAINFORGE_ROOT. Relative to the folder that would hold '.trainforge' without it: processes with other current folders read it too,
    /// and must agree.
    /// </param>
    /// <param name="property">TrainForgeRoot. Relative to the start folder.</param>
    /// <param name="startFolder">The project's folder, or the current one. Empty values above count as none.</param>
    public static TrainForgeRoot Find(string? option, string? environment, string? property, string startFolder)
    {
        var start = Path.GetFullPath(startFolder);
        if (Given(option) is { } named)
        {
            return new TrainForgeRoot(Absolute(named, start), RootSource.Option);
        }

        if (Given(environment) is { } everywhere)
        {
            var from = Path.IsPathFullyQualified(everywhere) ? start : Discover(start).Folder;
            return new TrainForgeRoot(Absolute(everywhere, from), RootSource.Environment);
        }

        if (Given(property) is { } configured)
        {
            return new TrainForgeRoot(Absolute(configured, start), RootSource.Property);
        }

        var (folder, source) = Discover(start);
        return new TrainForgeRoot(Path.Combine(folder, FolderName), source);
    }

    /// <summary>The trainforge.yaml that holds for a folder, wherever the root is; null when there is none.</summary>
    public static string? FindConfiguration(string startFolder) =>
        Nearest(Path.GetFullPath(startFolder), HoldsConfiguration) is { } folder ? Path.Combine(folder, ConfigurationName) : null;

    /// <summary>
    /// The folder that holds all a project may be made of: the top of its repository, else the folder that would hold the root. So a
    /// configuration in a folder of tests does not hide the sources beside it.
    /// </summary>
    public static string FindTop(string startFolder)
    {
        var discovered = Discover(Path.GetFullPath(startFolder)).Folder;
        return Nearest(discovered, HoldsGit) ?? discovered;
    }

    private static (string Folder, RootSource Source) Discover(string start) =>
        Nearest(start, HoldsConfiguration) is { } configured ? (configured, RootSource.Configuration)
        : Nearest(start, HoldsSolution) is { } solution ? (solution, RootSource.Solution)
        : Nearest(start, HoldsGit) is { } git ? (git, RootSource.Git)
        : (start, RootSource.Start);

    private static string? Nearest(string start, Func<string, bool> holds)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(start); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (holds(folder))
            {
                return folder;
            }
        }

        return null;
    }

    private static bool HoldsConfiguration(string folder) => File.Exists(Path.Combine(folder, ConfigurationName));

    // By hand, not by pattern: patterns mind case on some systems and not on others.
    private static bool HoldsSolution(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", AnyFile).Any(static file =>
            file.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase));

    // A file in a worktree or a submodule, else a folder.
    private static bool HoldsGit(string folder) => Path.Exists(Path.Combine(folder, ".git"));

    private static string Absolute(string named, string from) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(named, from));

    // A variable set to nothing is how shells unset one for a child.
    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
