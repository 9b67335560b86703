using TrainForge.Diagnostics;

namespace TrainForge.Runs.Configuration;

/// <summary>Settings from outside the files, in the shape of a file, so that they are read and checked by the same rules.</summary>
internal static class Overrides
{
    public static YamlMap ToMap(IReadOnlyList<SettingOverride> overrides, List<Diagnostic> problems)
    {
        var map = new YamlMap([], SourcePoint.None);
        foreach (var (key, text, origin) in overrides)
        {
            var where = new SourcePoint(origin);
            var value = YamlReader.Read(text, _ => where, problems) ?? new YamlScalar("", Plain: true, where);
            foreach (var part in key.Split('.').Reverse())
            {
                value = new YamlMap([new YamlEntry(part, where, value)], where);
            }

            map = map.MergedWith((YamlMap)value);
        }

        return map;
    }
}
