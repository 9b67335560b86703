using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

internal delegate TemplateValue FilterFunction(Renderer run, TemplateValue value, CallValues values);

/// <summary>The filters a template may use, by name.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, FilterFunction> Known = new(
        TextFilters.All.Concat(ListFilters.All).Concat(ValueFilters.All).Select(f => KeyValuePair.Create(f.Name, f.Function)), StringComparer.Ordinal);

    public static TemplateValue Apply(Renderer run, string name, TemplateValue value, CallValues values) =>
        Known.TryGetValue(name, out var filter)
            ? filter(run, value, values)
            : throw run.Unknown($"the filter '{name}'", string.Join(", ", Known.Keys.Order(StringComparer.Ordinal)));

    public static int Integer(Renderer run, TemplateValue? value, int otherwise) => value switch
    {
        null or NoneValue => otherwise,
        _ when PythonNumbers.AsInteger(value) is { } number && number >= int.MinValue && number <= int.MaxValue => (int)number,
        _ => throw run.Fail($"a number is expected, not a value of type {value.TypeName}"),
    };

    public static string Text(Renderer run, TemplateValue? value, string otherwise) => value is null or NoneValue ? otherwise : run.Text(value);

    public static bool Flag(TemplateValue? value, bool otherwise) => value?.IsTrue ?? otherwise;
}
