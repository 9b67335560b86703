using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>Reads back what <see cref="OptionJson"/> wrote, for processes that read no YAML. What is left out has its default.</summary>
public static class OptionReader
{
    /// <exception cref="JsonException">Not JSON, an unknown key, or a value of another kind or outside its range.</exception>
    public static T Read<T>(string json)
        where T : ISection, new()
    {
        using var document = JsonDocument.Parse(json);
        var section = (T)Section(typeof(T), document.RootElement);
        return section.Check().FirstOrDefault() is { } problem ? throw new JsonException(problem.Message) : section;
    }

    private static ISection Section(Type type, JsonElement value)
    {
        Require(value, JsonValueKind.Object, "a section");
        var section = (ISection)Activator.CreateInstance(type)!;
        foreach (var field in value.EnumerateObject())
        {
            var setting = Setting.Of(type).FirstOrDefault(s => s.Key == field.Name) ?? throw new JsonException($"'{field.Name}' is no setting.");
            setting.Set(section, Value(setting, field.Value));
        }

        return section;
    }

    private static object Value(Setting setting, JsonElement value) => setting.Kind switch
    {
        SettingKind.Section => Section(setting.SectionType!, value),
        SettingKind.Texts => Texts(Require(value, JsonValueKind.Array, setting.Allowed)),
        SettingKind.Switch when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        SettingKind.WholeNumber when setting.ValueType == typeof(int) && Require(value, JsonValueKind.Number, setting.Allowed).TryGetInt32(out var small) => small,
        SettingKind.WholeNumber when setting.ValueType == typeof(long) && Require(value, JsonValueKind.Number, setting.Allowed).TryGetInt64(out var large) => large,
        SettingKind.Number => Require(value, JsonValueKind.Number, setting.Allowed).GetDouble(),
        SettingKind.Text or SettingKind.Choice when !setting.ValueType.IsEnum => Require(value, JsonValueKind.String, setting.Allowed).GetString()!,
        SettingKind.Choice when setting.Choices.ToList().IndexOf(Require(value, JsonValueKind.String, setting.Allowed).GetString()!) is >= 0 and var at =>
            Enum.GetValues(setting.ValueType).GetValue(at)!,
        _ => throw new JsonException($"'{setting.Key}' must be {setting.Allowed}."),
    };

    private static string[] Texts(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => Require(item, JsonValueKind.String, "a text").GetString()!)];

    private static JsonElement Require(JsonElement value, JsonValueKind kind, string what) =>
        value.ValueKind == kind ? value : throw new JsonException($"There is a {value.ValueKind} where {what} must stand.");
}
