namespace TrainForge.Tests.Infra;

/// <summary>A file that counts as a program.</summary>
internal static class Executable
{
    public static void Write(string file, string text)
    {
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
