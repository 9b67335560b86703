using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tool;

/// <summary>What a defect leaves for its report: version and stack. Readable by its owner alone.</summary>
internal static class ErrorLog
{
    // Of each user one: the folder for temporary files may be everybody's, and what another made there nobody else may write into.
    private static string Folder => Path.Combine(Path.GetTempPath(), PortableName.From($"trainforge-logs-{Environment.UserName}"));

    /// <summary>Where it was put; null where nothing can be written.</summary>
    public static string? TryWrite(string report, DateTimeOffset now)
    {
        try
        {
            return Write(report, now);
        }
        catch (Exception e) when (FileFault.IsFileFault(e))
        {
            return null;
        }
    }

    public static string Report(Exception e, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"""
        trainforge {ProductVersion.Text}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}
        {now:yyyy-MM-dd'T'HH:mm:ss'Z'}
        {Redacted(e.ToString())}

        """);

    private static string Write(string report, DateTimeOffset now)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"error-{now:yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid():N}.log"));

        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, new UTF8Encoding(false), how);
        file.Write(report);
        return path;
    }

    // A message may quote what a test recorded.
    internal static string Redacted(string text) => new Redactor(new RedactionOptions()).RedactOrWithhold(text, new RedactionCounts());
}
