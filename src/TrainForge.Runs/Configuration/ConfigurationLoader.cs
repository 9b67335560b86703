using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>
/// Reads the configuration. Order, later wins: the defaults in the records, trainforge.yaml with its section files,
/// the chosen environment, the overrides. A file that is merely absent is no problem; one that was named is.
/// </summary>
public static class ConfigurationLoader
{
    public const string EnvironmentsKey = "environments";
    private const string EnvironmentKey = "environment";

    public const string EnvironmentsAbout = "What differs per environment, merged key by key over the settings above; null brings a default back. Chosen by --env or 'environment'.";

    public static Configuration Load(ConfigurationRequest request)
    {
        var problems = new List<Diagnostic>();
        var places = new Places();
        var file = Find(request);
        var files = new List<string>();
        var settings = new YamlMap([], SourcePoint.None);
        try
        {
            settings = Settings(request, file, files, problems);
        }
        catch (TrainForgeException e)
        {
            // Unreadable as a whole: nothing more can be said about its settings.
            return new Configuration(new ProjectOptions(), file, places, [.. problems, e.Diagnostic]) { Files = files };
        }

        var options = (ProjectOptions)new SectionBinder(problems).Bind(typeof(ProjectOptions), settings, places, file is null ? Configuration.FileName : Path.GetFileName(file));

        // What could not be read has its default here, and whether that goes with the rest is nobody's question yet.
        problems.AddRange(options.Check(places, together: problems.Count == 0));

        return new Configuration(options, file, places, InReadingOrder(problems)) { Files = files };
    }

    private static IReadOnlyList<Diagnostic> InReadingOrder(IEnumerable<Diagnostic> problems) =>
        [.. problems.OrderBy(p => p.Where.File is null).ThenBy(p => p.Where.File, StringComparer.Ordinal).ThenBy(p => p.Where.Line).ThenBy(p => p.Where.Column)];

    private static string? Find(ConfigurationRequest request)
    {
        if (request.File is { } named)
        {
            var path = Path.GetFullPath(named, request.Folder);
            return File.Exists(path) ? path : throw new TrainForgeException(Rules.ConfigurationMissing.Here(named));
        }

        return RootFinder.FindConfiguration(request.Folder);
    }

    private static YamlMap Settings(ConfigurationRequest request, string? file, List<string> files, List<Diagnostic> problems)
    {
        var (settings, environments) = file is null ? (new YamlMap([], SourcePoint.None), []) : ReadFile(request, file, files, problems);
        var overrides = Sections(request, file, files, problems).Expand(Overrides.ToMap(request.Overrides, problems), typeof(ProjectOptions), file is null ? [] : [file]);
        var named = Environment(request, settings, overrides);
        var name = (named as YamlScalar)?.Text ?? ProjectOptions.DefaultEnvironment;
        if (environments.FirstOrDefault(e => e.Key == name)?.Value is YamlMap chosen)
        {
            settings = settings.MergedWith(chosen);
        }
        else if (name != ProjectOptions.DefaultEnvironment)
        {
            problems.Add(Rules.UnknownEnvironment.At(named.Where, name, Nearest.Suggest(name, environments.Select(e => e.Key))));
        }

        // A mistake in an environment that is not chosen today is still a mistake.
        foreach (var other in environments.Where(e => e.Key != name))
        {
            if (other.Value is YamlMap map)
            {
                new SectionBinder(problems).Bind(typeof(ProjectOptions), map, new Places().In(EnvironmentsKey).In(other.Key), $"'{EnvironmentsKey}.{other.Key}'");
            }
        }

        // Whatever an environment says of itself: it is the one that was chosen.
        return settings.MergedWith(overrides).MergedWith(new YamlMap([new YamlEntry(EnvironmentKey, named.Where, named)], named.Where));
    }

    // The last word on it decides, as on any other setting; where nothing is said, the default does.
    private static YamlValue Environment(ConfigurationRequest request, YamlMap settings, YamlMap overrides) =>
        request.Environment is { } asked ? new YamlScalar(asked, Plain: false, new SourcePoint("--env"))
        : (overrides.Find(EnvironmentKey) ?? settings.Find(EnvironmentKey)) is { IsNull: false } set ? set
        : new YamlScalar(ProjectOptions.DefaultEnvironment, Plain: false, SourcePoint.None);

    // Without a trainforge.yaml, paths of section files on the command line start from where one works.
    private static SectionFiles Sections(ConfigurationRequest request, string? file, List<string> read, List<Diagnostic> problems) =>
        new(file is null ? request.Folder : Path.GetDirectoryName(file)!, path => Shown(request.Folder, path), read, problems);

    private static string Shown(string from, string path) => Path.GetRelativePath(from, path) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : path;

    private static (YamlMap Settings, List<YamlEntry> Environments) ReadFile(ConfigurationRequest request, string file, List<string> read, List<Diagnostic> problems)
    {
        read.Add(file);
        var content = YamlReader.ReadFile(file, Shown(request.Folder, file), problems);
        if (content is null or { IsNull: true })
        {
            return (new YamlMap([], SourcePoint.None), []);
        }

        if (content is not YamlMap map)
        {
            throw new TrainForgeException(Rules.WrongKind.At(content.Where, Path.GetFileName(file), content.Kind, "a map of settings"));
        }

        var files = Sections(request, file, read, problems);
        var settings = files.Expand(map with { Entries = [.. map.Entries.Where(e => e.Key != EnvironmentsKey)] }, typeof(ProjectOptions), [file]);
        return (settings, Environments(map.Find(EnvironmentsKey), files, file, problems));
    }

    private static List<YamlEntry> Environments(YamlValue? value, SectionFiles files, string file, List<Diagnostic> problems)
    {
        if (value is null or { IsNull: true })
        {
            return [];
        }

        if (value is not YamlMap map)
        {
            problems.Add(Rules.WrongKind.At(value.Where, EnvironmentsKey, value.Kind, "a map from names to sections"));
            return [];
        }

        var environments = map.Entries
            .Select(e => e with { Value = e.Value.IsNull ? new YamlMap([], e.Where) : files.Expand(e, e.Value, typeof(ProjectOptions), [file], EnvironmentsKey + ".") })
            .ToList();
        problems.AddRange(environments.Where(e => e.Value is not YamlMap).Select(e => Rules.WrongKind.At(e.Value.Where, $"{EnvironmentsKey}.{e.Key}", e.Value.Kind, "a section")));
        return environments;
    }
}
