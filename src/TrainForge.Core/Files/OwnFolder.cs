namespace TrainForge.Files;

/// <summary>
/// A folder among the temporary ones, which may be everybody's: for its user alone. What another user made there first, a link or a folder
/// of theirs, is refused as an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, and nothing is written into it.
/// </summary>
internal static class OwnFolder
{
    public static void Claim(string folder)
    {
        // Windows gives each user temporary files of their own.
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            throw new IOException($"'{folder}' is a link.");
        }

        Directory.CreateDirectory(folder, Mine);
        File.SetUnixFileMode(folder, Mine);
    }
}
