using System.Collections;
using System.Globalization;
using TrainForge.Diagnostics;

namespace TrainForge.Options;

public static class SectionChecks
{
    /// <summary>Every problem of a section and the sections inside it, each with its place in the file when it has one.</summary>
    /// <param name="together">Also look at settings that must go together.</param>
    public static IEnumerable<Diagnostic> Check(this ISection section, Places? places = null, bool together = true)
    {
        places ??= new Places();
        foreach (var setting in Setting.Of(section.GetType()))
        {
            var value = setting.Get(section);
            foreach (var problem in Inside(setting, value, places.In(setting.Key), together).Concat(OutOfRange(setting, value, places)))
            {
                yield return problem;
            }
        }

        foreach (var problem in together ? section.CheckTogether(places) : [])
        {
            yield return problem;
        }
    }

    private static IEnumerable<Diagnostic> Inside(Setting setting, object? value, Places places, bool together) => value switch
    {
        ISection inner => inner.Check(places, together),
        IEnumerable map when setting.Kind == SettingKind.Sections => Entries(map).SelectMany(e => e.Section.Check(places.In(e.Name), together)),
        _ => [],
    };

    // Through the pair's own properties: the map's value type differs from setting to setting.
    public static IEnumerable<(string Name, ISection Section)> Entries(IEnumerable map) =>
        map.Cast<object>().Select(pair => ((string)Part(pair, "Key"), (ISection)Part(pair, "Value")));

    private static object Part(object pair, string name) => pair.GetType().GetProperty(name)!.GetValue(pair)!;

    private static IEnumerable<Diagnostic> OutOfRange(Setting setting, object? value, Places places)
    {
        var (about, problem) = (setting.About, (string?)null);
        problem = value switch
        {
            int or long or double => about.Allows(Convert.ToDouble(value, CultureInfo.InvariantCulture)) ? null : setting.Allowed,
            string text when setting.Choices.Count > 0 => setting.Choices.Contains(text, StringComparer.Ordinal) ? null : setting.Allowed,
            string text => about.Allows(text.Length) ? null : $"{about.Range} characters long",
            ICollection list => about.Allows(list.Count) ? null : $"a list of {about.Range} texts",
            _ => null,
        };

        if (about.NotYet && OptionJson.IsChanged(setting, value))
        {
            yield return Rules.SettingNotYet.At(places.Of(setting.Key), places.Name(setting.Key), Shown(value!), SettingDefault(setting));
        }
        else if (problem is not null)
        {
            yield return Rules.OptionOutOfRange.At(places.Of(setting.Key), places.Name(setting.Key), Shown(value!), problem);
        }
    }

    private static string SettingDefault(Setting setting) => setting.Default is { } value ? Shown(value) : "nothing";

    private static string Shown(object value) => value switch
    {
        ICollection list => string.Create(CultureInfo.InvariantCulture, $"a list of {list.Count}"),
        bool on => on ? "true" : "false",
        string { Length: 0 } => "empty",
        string text => $"'{(text.Length > 60 ? text[..60] + "…" : text)}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
