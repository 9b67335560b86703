using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

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
            {e}

            """);

        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, Encoding.UTF8, how);
        file.Write(text);
        return path;
    }
}
