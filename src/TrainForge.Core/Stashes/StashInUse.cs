using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>Whether a process is still writing a stash.</summary>
public static class StashInUse
{
    /// <summary>The writer holds its file open until the test ends; the system closes it for a writer that was killed.</summary>
    public static bool IsOpen(string stash)
    {
        var file = Path.Combine(stash, StashPaths.Interactions);
        try
        {
            using var alone = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (FileFault.IsHeldElsewhere(e))
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // Nobody can say; what is not known to be free is left alone.
            return true;
        }
    }
}
