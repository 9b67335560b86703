using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>Puts the content of section files where their paths stand. Nothing outside the folder of trainforge.yaml is read.</summary>
internal sealed class SectionFiles(string folder, Func<string, string> shown, List<string> read, List<Diagnostic> problems)
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <param name="chain">The files that are being read, so that a circle is seen.</param>
    public YamlMap Expand(YamlMap map, Type section, IReadOnlyList<string> chain, string prefix = "")
    {
        var sections = Setting.Of(section).Where(s => s.Kind == SettingKind.Section).ToDictionary(s => s.Key, StringComparer.Ordinal);
        return map with
        {
            Entries = [.. map.Entries.Select(e => sections.TryGetValue(e.Key, out var s) ? e with { Value = Expand(e, e.Value, s.SectionType!, chain, prefix) } : e)],
        };
    }

    /// <summary>A value that should be a section: itself, or the file it names.</summary>
    public YamlValue Expand(YamlEntry entry, YamlValue value, Type section, IReadOnlyList<string> chain, string prefix)
    {
        var name = prefix + entry.Key;
        switch (value)
        {
            case YamlMap map:
                return Expand(map, section, chain, name + ".");
            case YamlScalar path when !path.IsNull:
                var (file, refusal) = Find(path.Text, chain);
                if (file is not null)
                {
                    read.Add(file);
                }

                if (refusal.Length > 0)
                {
                    problems.Add(Rules.SectionFileRefused.At(path.Where, name, path.Text, refusal));
                    return new YamlMap([], path.Where);
                }

                var content = YamlReader.ReadFile(file!, shown(file!), problems);
                return content switch
                {
                    null => new YamlMap([], path.Where),
                    _ when content.IsNull => new YamlMap([], path.Where),
                    YamlMap map => Expand(map, section, [.. chain, file!], name + "."),
                    _ => content, // the binder says what is wrong with it, at its place in that file
                };
            default:
                return value;
        }
    }

    // One that is not there is named all the same: its coming is a change.
    private (string? File, string Refusal) Find(string path, IReadOnlyList<string> chain)
    {
        if (path.AsSpan().ContainsAny(Path.GetInvalidPathChars()))
        {
            return (null, "is not a path");
        }

        var file = Path.GetFullPath(path.Replace('\\', '/'), _folder);
        if (!IsInside(file) || LeadsOutside(file))
        {
            return (null, "lies outside the folder of trainforge.yaml");
        }

        return chain.Contains(file, StringComparer.OrdinalIgnoreCase) ? (null, "leads back to itself")
            : (file, File.Exists(file) ? "" : Directory.Exists(file) ? "is a folder" : "does not exist");
    }

    // The top of a file system ends with a separator of its own.
    private bool IsInside(string path) => path.StartsWith(Path.EndsInDirectorySeparator(_folder) ? _folder : _folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // A link inside the folder must not reach what the path itself may not.
    private bool LeadsOutside(string path)
    {
        for (var part = path; part.Length > _folder.Length; part = Path.GetDirectoryName(part)!)
        {
            FileSystemInfo entry = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (entry.LinkTarget is not null && (entry.ResolveLinkTarget(returnFinalTarget: true) is not { } target || !IsInside(target.FullName)))
            {
                return true;
            }
        }

        return false;
    }
}
