using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tool;

/// <summary>What a defect leaves for its report: version, command, stack. Readable by its owner alone.</summary>
internal static class ErrorLog
{
    public static string Write(ToolContext tool, Exception e)
    {
        var now = tool.Clock.GetUtcNow();
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "trainforge-logs"));
        var path = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"error-{now:yyyyMMdd'T'HHmmss'Z'}-{Guid.NewGuid():N}.log"));
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            trainforge {ProductVersion.Text}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}
            {now:yyyy-MM-dd'T'HH:mm:ss'Z'}
            {Redacted(e.ToString())}

            """);

        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, new UTF8Encoding(false), how);
        file.Write(text);
        return path;
    }

    // A message may quote what a test recorded.
    internal static string Redacted(string text) => new Redactor(new RedactionOptions()).RedactOrWithhold(text, new RedactionCounts());
}
