using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;

namespace TrainForge.Data.Decontamination;

/// <summary>A file of evaluation texts.</summary>
/// <param name="Name">As the settings name it, with '/'; of a file in a folder that is named, with its path in there.</param>
internal sealed record SuiteFile(string Name, string Path)
{
    /// <summary>As manifests call <see cref="HashOf"/>.</summary>
    public const string HashName = "evaluation_suites";

    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase) { ".jsonl", ".json", ".yaml", ".yml", ".txt", ".md" };

    /// <summary>Every file once, by name.</summary>
    public static IReadOnlyList<SuiteFile> Find(IEnumerable<string> against, string baseFolder) =>
    [
        .. against.SelectMany(named => Below(named, System.IO.Path.Combine(baseFolder, named)))
            .DistinctBy(f => f.Name, StringComparer.Ordinal)
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    /// <summary>A line per file, with what tells whether it was changed.</summary>
    public static IEnumerable<string> Stamps(IEnumerable<string> against, string baseFolder) => Find(against, baseFolder)
        .Select(f => (f.Name, Stamp: FileStamp.Of(f.Path)))
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"suite {f.Name}|{f.Stamp.Bytes}|{f.Stamp.ModifiedTicks}"));

    /// <summary>Of names and contents, whatever the order and the time.</summary>
    public static string HashOf(IEnumerable<SuiteFile> files) =>
        Sha256.Of(System.Text.Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{Sha256.OfFile(f.Path)}  {f.Name}\n"))));

    private static IEnumerable<SuiteFile> Below(string named, string path)
    {
        var name = named.Replace('\\', '/').TrimEnd('/');
        if (File.Exists(path))
        {
            return [new SuiteFile(name, path)];
        }

        var files = Directory.Exists(path)
            ? LinkedFiles.Below(path).Where(f => Endings.Contains(System.IO.Path.GetExtension(f))).ToList()
            : [];
        return files.Count > 0
            ? files.Select(f => new SuiteFile($"{name}/{System.IO.Path.GetRelativePath(path, f).Replace('\\', '/')}", f))
            : throw new TrainForgeException(Rules.SuiteNotFound.Here(named, string.Join(", ", Endings.Order(StringComparer.Ordinal))));
    }
}
