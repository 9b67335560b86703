using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TrainForge.Options;

/// <summary>
/// The resolved settings as canonical JSON: every key that shapes a result written out, keys in ordinal order, no white space, null for what has no value.
/// It is part of hashes: a change of form here renames every run.
/// </summary>
public static class OptionJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ISection section) => Write(json => Section(json, section, ShapesResult));

    /// <summary>Every setting, for showing. Not for hashes.</summary>
    public static string WriteAll(ISection section) => Write(json => Section(json, section, Any));

    /// <summary>Only the settings that differ from their defaults; "{}" when none does. For handing on, not for hashes.</summary>
    public static string WriteChanged(ISection section) => Write(json => Section(json, section, IsChanged));

    /// <summary>The value of one setting alone.</summary>
    public static string Write(object? value, Setting setting) => Write(json => Value(json, setting, value, ShapesResult));

    public static bool IsChanged(Setting setting, object? value) =>
        Write(json => Value(json, setting, value, Any)) != Write(json => Value(json, setting, setting.Default, Any));

    private static bool ShapesResult(Setting setting, object? value) => !setting.About.OutsideIdentity;

    private static bool Any(Setting setting, object? value) => true;

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Section(Utf8JsonWriter json, ISection section, Func<Setting, object?, bool> isWanted)
    {
        json.WriteStartObject();
        foreach (var setting in Setting.Of(section.GetType()).Where(s => isWanted(s, s.Get(section))).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(setting.Key);
            Value(json, setting, setting.Get(section), isWanted);
        }

        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, Setting setting, object? value, Func<Setting, object?, bool> isWanted)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool b: json.WriteBooleanValue(b); break;
            case int i: json.WriteNumberValue(i); break;
            case long l: json.WriteNumberValue(l); break;
            case double d: json.WriteNumberValue(d); break;
            case string s: json.WriteStringValue(s); break;
            case Enum e: json.WriteStringValue(Setting.KeyOf(e.ToString())); break;
            case ISection inner: Section(json, inner, isWanted); break;
            case IEnumerable map when setting.Kind == SettingKind.Sections:
                json.WriteStartObject();
                foreach (var (name, entry) in SectionChecks.Entries(map).OrderBy(e => e.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(name);
                    Section(json, entry, isWanted);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (string item in list)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"{value.GetType()} is no type of setting.");
        }
    }
}
