namespace TrainForge.Options;

/// <summary>Environment, then the configured folder, then the nearest ancestor that is a root of something.</summary>
internal static class RootSearch
{
    private const string FolderName = ".trainforge";

    public static string Find(string? environment, string? configured, string startFolder)
    {
        if ((environment ?? configured) is { } named)
        {
            return Path.GetFullPath(named, startFolder);
        }

        string[] marks = ["trainforge.yaml", "*.sln", ".git"];
        var found = marks.Select(mark => Nearest(startFolder, mark)).FirstOrDefault(folder => folder is not null);
        return Path.Combine(found ?? Path.GetFullPath(startFolder), FolderName);
    }

    private static string? Nearest(string folder, string mark)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
        {
            if (here.Exists && (here.EnumerateFileSystemInfos(mark).Any() || (mark == "*.sln" && here.EnumerateFiles("*.slnx").Any())))
            {
                return here.FullName;
            }
        }

        return null;
    }
}
