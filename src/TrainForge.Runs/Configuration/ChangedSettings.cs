using System.Collections;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>The settings that differ from their defaults, as 'key: value' of YAML with the whole name for a key, in the order of the records.</summary>
public static class ChangedSettings
{
    public static IEnumerable<string> Of(ISection section, string prefix = "")
    {
        foreach (var setting in Setting.Of(section.GetType()))
        {
            var (name, value) = (prefix + setting.Key, setting.Get(section));
            var lines = value switch
            {
                ISection inner => Of(inner, name + "."),
                IEnumerable map when setting.Kind == SettingKind.Sections => SectionChecks.Entries(map).SelectMany(e => Of(e.Section, $"{name}.{e.Name}.")),
                _ when !OptionJson.IsChanged(setting, value) => [],
                _ => [$"{name}: {SettingText.Of(value)}"],
            };
            foreach (var line in lines)
            {
                yield return line;
            }
        }
    }
}
