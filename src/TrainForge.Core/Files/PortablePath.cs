using TrainForge.Diagnostics;

namespace TrainForge.Files;

/// <summary>Paths that work everywhere are short: Windows tools stop at 260 characters, and ours add names of their own.</summary>
public static class PortablePath
{
    public const int MaxLength = 239;

    /// <summary>Hands the path back when all of it, made absolute, fits.</summary>
    /// <param name="setting">What the user shortens to put it right: '--root', 'TrainForgeDatasetName'.</param>
    public static string RequireFits(string path, string setting)
    {
        var full = Path.GetFullPath(path);
        return full.Length <= MaxLength
            ? path
            : throw new TrainForgeException(Rules.PathTooLong.Here(full, full.Length, MaxLength, setting));
    }
}
