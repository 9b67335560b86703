using System.Globalization;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Datasets;

/// <summary>
/// Files outside the root that a dataset is made of because trainforge.yaml names them: its sections, evaluation suites, tokenizers,
/// templates. Who asks for a build reads no YAML, so the tool writes down what it read and how that was, and whoever asks looks
/// whether it still is so.
/// </summary>
public static class WatchList
{
    // File systems tell the time in steps of their own.
    private static readonly TimeSpan FileClockLag = TimeSpan.FromMilliseconds(100);

    /// <summary>Call before any of it is read.</summary>
    /// <param name="file">Where to write the list.</param>
    /// <param name="paths">Files, folders with all that lies in them, and what is not there but was looked for.</param>
    /// <param name="began">
    /// When the reading of those began that were read already. What was written since may be newer than what was read, so it is noted as
    /// something that never is: the price is one build too many.
    /// </param>
    public static void Write(string file, IEnumerable<string> paths, DateTimeOffset began)
    {
        var limit = (began - FileClockLag).UtcTicks;
        var lines = paths.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Select(path =>
            FileStamp.Of(path) is { Bytes: >= 0 } stamp && stamp.ModifiedTicks >= limit ? Line(Escaped(path), -2, 0) : Now(path));
        AtomicFile.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>As things were when a build last read them; empty when none ever did.</summary>
    public static IReadOnlyList<string> Read(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    /// <summary>The same lines as things are now.</summary>
    public static IEnumerable<string> Again(IEnumerable<string> lines) =>
        lines.Select(line => line.Split('|', 3) is [_, _, var path] ? Now(Unescaped(path)) : line);

    /// <summary>A line per file at or below a folder, with what tells whether it was changed.</summary>
    internal static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? LinkedFiles.Below(folder).Select(FileStamp.Of).Select(file => Line(file.Path, file.Bytes, file.ModifiedTicks))
        : [];

    internal static string Line(string path, long bytes, long ticks) => string.Create(CultureInfo.InvariantCulture, $"{bytes}|{ticks}|{path}");

    private static string Now(string path)
    {
        if (Directory.Exists(path))
        {
            return $"folder|{BuildState.Digest(Files(path))}|{Escaped(path)}";
        }

        var stamp = FileStamp.Of(path);
        return Line(Escaped(path), stamp.Bytes, stamp.ModifiedTicks);
    }

    // A line is a line, whatever people call their files.
    private static string Escaped(string path) =>
        path.Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal);

    private static string Unescaped(string path) =>
        path.Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
