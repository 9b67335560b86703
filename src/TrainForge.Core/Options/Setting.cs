using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace TrainForge.Options;

public enum SettingKind { Switch, WholeNumber, Number, Text, Choice, Texts, Section, Sections }

/// <summary>One setting as the records declare it. Everything that reads or shows configuration walks these.</summary>
public sealed class Setting
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Setting>> Known = new();
    private readonly PropertyInfo _property;

    private Setting(PropertyInfo property, object defaults)
    {
        _property = property;
        Key = KeyOf(property.Name);
        About = property.GetCustomAttribute<SettingAttribute>()
            ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} has no [Setting].");
        Default = property.GetValue(defaults);
        ValueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = KindOf(ValueType, About);
        SectionType = Kind switch
        {
            SettingKind.Section => ValueType,
            SettingKind.Sections => ValueType.GetGenericArguments()[1],
            _ => null,
        };
        Choices = ValueType.IsEnum ? [.. Enum.GetNames(ValueType).Select(KeyOf)] : About.OneOf;
    }

    public string Key { get; }

    public SettingAttribute About { get; }

    public SettingKind Kind { get; }

    public object? Default { get; }

    public Type ValueType { get; }

    /// <summary>The record of a section, or of each entry of a map of sections.</summary>
    public Type? SectionType { get; }

    /// <summary>All values of a choice, as they are written.</summary>
    public IReadOnlyList<string> Choices { get; }

    public static IReadOnlyList<Setting> Of(Type section) => Known.GetOrAdd(section, static type =>
    {
        var defaults = Activator.CreateInstance(type)!;
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null).OrderBy(p => p.MetadataToken).Select(p => new Setting(p, defaults))];
    });

    public static string KeyOf(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    public object? Get(object section) => _property.GetValue(section);

    public void Set(object section, object? value) => _property.SetValue(section, value);

    /// <summary>"a whole number between 1 and 10": what may stand here, for messages and documents.</summary>
    public string Allowed => Kind switch
    {
        SettingKind.Switch => "true or false",
        SettingKind.WholeNumber => With("a whole number"),
        SettingKind.Number => With("a number"),
        SettingKind.Choice => "one of " + string.Join(", ", Choices),
        SettingKind.Texts => "a list of texts",
        SettingKind.Section => "a section of its own, or the path of a YAML file that holds it",
        SettingKind.Sections => "a map from names to sections",
        _ => "a text",
    };

    private string With(string kind) => About.Range.Length == 0 ? kind : $"{kind} {About.Range}";

    private static SettingKind KindOf(Type type, SettingAttribute about) => type switch
    {
        _ when type == typeof(bool) => SettingKind.Switch,
        _ when type == typeof(int) || type == typeof(long) => SettingKind.WholeNumber,
        _ when type == typeof(double) => SettingKind.Number,
        _ when type == typeof(string) => about.OneOf.Length > 0 ? SettingKind.Choice : SettingKind.Text,
        _ when type.IsEnum => SettingKind.Choice,
        _ when type == typeof(IReadOnlyList<string>) => SettingKind.Texts,
        _ when type.IsAssignableTo(typeof(ISection)) => SettingKind.Section,
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => SettingKind.Sections,
        _ => throw new InvalidOperationException($"{type} is no type of setting."),
    };
}
