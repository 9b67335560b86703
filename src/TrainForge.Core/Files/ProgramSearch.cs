namespace TrainForge.Files;

/// <summary>
/// Where a program is: on the PATH and nowhere else. By hand, because the system and the runtime look into the current folder first,
/// where anybody's repository may keep a file called git.
/// </summary>
public static class ProgramSearch
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly string[] Endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];

    /// <summary>With this process's PATH.</summary>
    public static string? Find(string program) => Find(program, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>A whole path; null when there is no such program.</summary>
    public static string? Find(string program, string? path) => Path.IsPathFullyQualified(program)
        ? File.Exists(program) ? program : null
        : (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => Endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(IsProgram);

    private static bool IsProgram(string file) => File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executable) != 0);
}
