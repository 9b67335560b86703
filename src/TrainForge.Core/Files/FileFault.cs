using TrainForge.Diagnostics;

namespace TrainForge.Files;

/// <summary>What the system said when a file was refused, told as one diagnostic with a remedy.</summary>
public static class FileFault
{
    // Windows keeps its code in the low word of the HRESULT; elsewhere the HRESULT is errno itself.
    private const int WindowsSharingViolation = 32;
    private const int WindowsLockViolation = 33;
    private const int WindowsHandleDiskFull = 39;
    private const int WindowsDiskFull = 112;
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int UnixDiskFull = 28;
    private const int UnixReadOnlySystem = 30;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;

    public static TrainForgeException NotWritten(string path, Exception e)
    {
        var (reason, remedy) = InTheWay(path) is { } file ? ($"'{file}' is a file and no folder", "Remove or rename it, or name another place.") : Explain(e);
        return new TrainForgeException(Rules.FileNotWritten.Here(path, reason, remedy), e);
    }

    /// <summary>A fault of files, as opposed to a defect of ours.</summary>
    public static bool IsFileFault(Exception e) => e is IOException or UnauthorizedAccessException;

    public static bool IsDiskFull(Exception e) => e is IOException && (OperatingSystem.IsWindows()
        ? Code(e) is WindowsDiskFull or WindowsHandleDiskFull
        : Code(e) is UnixDiskFull || Code(e) == (OperatingSystem.IsLinux() ? LinuxQuota : MacQuota));

    /// <summary>Somebody else has it open. Nothing else means so: any other fault must never be taken for a lock that is held.</summary>
    public static bool IsHeldElsewhere(IOException e) => OperatingSystem.IsWindows()
        ? Code(e) is WindowsSharingViolation or WindowsLockViolation
        : Code(e) == (OperatingSystem.IsLinux() ? LinuxWouldBlock : MacWouldBlock);

    // The system says of it that a folder is missing, or that a file exists: true, and no help.
    private static string? InTheWay(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        while (folder is not null && !Path.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return File.Exists(folder) ? folder : null;
    }

    private static (string Reason, string Remedy) Explain(Exception e) => e switch
    {
        PathTooLongException => ("its path is too long for this file system", "Choose a shorter root folder with TRAINFORGE_ROOT or --root."),
        DirectoryNotFoundException => ("its folder does not exist", "Create the folder, or correct the path."),
        UnauthorizedAccessException => ("this user may not write there, or a folder has that name", "Give this user the right to write there, or choose another root folder with TRAINFORGE_ROOT or --root."),
        _ when IsDiskFull(e) => ("the disk or the quota is full", "Make room and run again; nothing half-written is left behind."),
        IOException io when IsHeldElsewhere(io) => ("another program has it open", "Close that program and run again."),
        _ when !OperatingSystem.IsWindows() && Code(e) == UnixReadOnlySystem => ("the file system is read-only", "Choose another root folder with TRAINFORGE_ROOT or --root."),
        _ => ($"the system says '{e.Message}'", "Check that the folder can be written, and run again."),
    };

    private static int Code(Exception e) => OperatingSystem.IsWindows() ? e.HResult & 0xFFFF : e.HResult;
}
