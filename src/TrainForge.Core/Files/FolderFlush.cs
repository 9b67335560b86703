using System.Runtime.InteropServices;
using System.Text;

namespace TrainForge.Files;

/// <summary>
/// Puts a rename on disk. On Unix a new name is safe only once its folder is flushed, and the class library cannot open one;
/// NTFS journals its names. Best effort: a file system that refuses costs safety against a power cut, nothing else.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    public static void ToDisk(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(Encoding.UTF8.GetBytes(folder + "\0"), ReadOnly);
        if (descriptor >= 0)
        {
            _ = Flush(descriptor);
            _ = Close(descriptor);
        }
    }

    // Two arguments only: the third is variadic, which some systems pass in another place.
    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
