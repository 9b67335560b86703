using System.Collections;
using System.Globalization;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>YAML values onto option records. Goes on after a problem, so that one run tells all of them.</summary>
internal sealed class SectionBinder(List<Diagnostic> problems)
{
    // True and false in YAML 1.1, text in YAML 1.2.
    private static readonly string[] Ambiguous = ["yes", "no", "on", "off", "y", "n"];

    /// <param name="name">How messages call the section: its key, or the file for the outermost.</param>
    public object Bind(Type type, YamlMap map, Places places, string name)
    {
        var section = Activator.CreateInstance(type)!;
        var settings = Setting.Of(type);
        foreach (var entry in map.Entries)
        {
            if (settings.FirstOrDefault(s => s.Key == entry.Key) is not { } setting)
            {
                problems.Add(Rules.UnknownSetting.At(entry.Where, entry.Key, name, Nearest.Suggest(entry.Key, Keys(type))));
                continue;
            }

            places.Add(setting.Key, entry.Value.Where);
            if (!entry.Value.IsNull && Value(setting, entry.Value, places) is { } value)
            {
                setting.Set(section, value);
            }
        }

        return section;
    }

    // Not a setting of the record, but a key of the file.
    private static IEnumerable<string> Keys(Type type) =>
        Setting.Of(type).Select(s => s.Key).Concat(type == typeof(ProjectOptions) ? [ConfigurationLoader.EnvironmentsKey] : []);

    private object? Value(Setting setting, YamlValue value, Places places) => (setting.Kind, value) switch
    {
        (SettingKind.Section, YamlMap map) => Bind(setting.SectionType!, map, places.In(setting.Key), $"'{places.Name(setting.Key)}'"),
        (SettingKind.Sections, YamlMap map) => Sections(setting, map, places.In(setting.Key)),
        (SettingKind.Texts, YamlList list) => Texts(setting, list, places),
        (SettingKind.Section or SettingKind.Sections or SettingKind.Texts, _) => Wrong(setting, value, places),
        (_, YamlScalar scalar) => Scalar(setting, scalar, places),
        _ => Wrong(setting, value, places),
    };

    private IDictionary Sections(Setting setting, YamlMap map, Places places)
    {
        var type = typeof(Dictionary<,>).MakeGenericType(typeof(string), setting.SectionType!);
        var sections = (IDictionary)Activator.CreateInstance(type, StringComparer.Ordinal)!;
        foreach (var entry in map.Entries.Where(e => !e.Value.IsNull))
        {
            places.Add(entry.Key, entry.Value.Where);
            if (entry.Value is YamlMap inner)
            {
                sections[entry.Key] = Bind(setting.SectionType!, inner, places.In(entry.Key), $"'{places.Name(entry.Key)}'");
            }
            else
            {
                problems.Add(Rules.WrongKind.At(entry.Value.Where, places.Name(entry.Key), entry.Value.Kind, "a section"));
            }
        }

        return sections;
    }

    private string[] Texts(Setting setting, YamlList list, Places places) =>
        [.. list.Items.Select(item => item is YamlScalar scalar && !item.IsNull ? Text(setting, scalar, places) : Wrong(setting, item, places) as string).OfType<string>()];

    private object? Scalar(Setting setting, YamlScalar scalar, Places places)
    {
        object? value = setting.Kind switch
        {
            SettingKind.Text => Text(setting, scalar, places),
            SettingKind.Switch => Switch(setting, scalar, places),
            SettingKind.Choice => Choice(setting, scalar.Text),
            _ => scalar.Plain ? Number(setting, scalar.Text) : null,
        };
        return value ?? (setting.Kind is SettingKind.Text or SettingKind.Switch ? null : Wrong(setting, scalar, places));
    }

    private string? Text(Setting setting, YamlScalar scalar, Places places)
    {
        var word = scalar.Text.ToLowerInvariant();
        if (scalar.Plain && (Ambiguous.Contains(word) || word is "true" or "false"))
        {
            problems.Add(Rules.NeitherTextNorSwitch.At(scalar.Where, places.Name(setting.Key), scalar.Text, $"\"{scalar.Text}\" with quotes if the text is meant"));
            return null;
        }

        return scalar.Text;
    }

    private object? Switch(Setting setting, YamlScalar scalar, Places places)
    {
        switch (scalar)
        {
            case { Plain: true, Text: "true" or "True" or "TRUE" }: return true;
            case { Plain: true, Text: "false" or "False" or "FALSE" }: return false;
            case { Plain: true } when Ambiguous.Contains(scalar.Text.ToLowerInvariant()):
                problems.Add(Rules.NeitherTextNorSwitch.At(scalar.Where, places.Name(setting.Key), scalar.Text, "true or false"));
                return null;
            default: return Wrong(setting, scalar, places);
        }
    }

    private static object? Choice(Setting setting, string text)
    {
        var at = setting.Choices.ToList().IndexOf(text);
        return at < 0 ? null : setting.ValueType.IsEnum ? Enum.GetValues(setting.ValueType).GetValue(at) : text;
    }

    // No separators, no hexadecimal, no leading zeros (octal to some readers), no infinity.
    private static object? Number(Setting setting, string text)
    {
        var digits = text.TrimStart('-', '+');
        if (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]))
        {
            return null;
        }

        if (setting.Kind == SettingKind.WholeNumber)
        {
            return !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? null
                : setting.ValueType == typeof(long) ? whole
                : whole is >= int.MinValue and <= int.MaxValue ? (int)whole
                : null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && digits.Length > 0 && char.IsAsciiDigit(digits[0]) ? number : null;
    }

    private object? Wrong(Setting setting, YamlValue value, Places places)
    {
        var near = value is YamlScalar scalar ? Nearest.Of(scalar.Text, setting.Choices) : null;
        var kind = value is YamlScalar { Plain: false } && setting.Kind is SettingKind.WholeNumber or SettingKind.Number or SettingKind.Switch ? value.Kind + " in quotes" : value.Kind;
        problems.Add(Rules.WrongKind.At(value.Where, places.Name(setting.Key), kind, setting.Allowed + (near is null ? "" : $", probably '{near}'")));
        return null;
    }
}
