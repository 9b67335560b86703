using System.Globalization;

namespace TrainForge.Tool;

/// <summary>Files and folders below a folder; links are counted and never followed.</summary>
internal static class Sizes
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    public static IEnumerable<FileInfo> FilesBelow(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", Everything) : [];

    public static (long Bytes, DateTimeOffset Newest) Of(string folder)
    {
        var (bytes, newest) = (0L, new DateTimeOffset(Directory.GetLastWriteTimeUtc(folder), TimeSpan.Zero));
        foreach (var file in FilesBelow(folder))
        {
            bytes += file.Length;
            newest = newest > file.LastWriteTimeUtc ? newest : new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        }

        return (bytes, newest);
    }

    /// <summary>"12.3 MB".</summary>
    public static string Text(long bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1000 && unit < units.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value, unit == 0 ? 0 : 1)} {units[unit]}");
    }
}
