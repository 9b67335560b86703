using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>What may stand after 'is'.</summary>
internal static class Tests
{
    private delegate bool TestFunction(Renderer run, TemplateValue value, TemplateValue? other);

    private static readonly Dictionary<string, TestFunction> Known = new(StringComparer.Ordinal)
    {
        ["defined"] = (_, value, _) => value is not UndefinedValue,
        ["undefined"] = (_, value, _) => value is UndefinedValue,
        ["none"] = (_, value, _) => value is NoneValue,
        ["true"] = (_, value, _) => value is BooleanValue { Value: true },
        ["false"] = (_, value, _) => value is BooleanValue { Value: false },
        ["boolean"] = (_, value, _) => value is BooleanValue,
        ["string"] = (_, value, _) => value is TextValue,
        ["number"] = (_, value, _) => PythonNumbers.IsNumber(value),
        ["integer"] = (_, value, _) => value is IntegerValue,
        ["float"] = (_, value, _) => value is FloatValue,
        ["mapping"] = (_, value, _) => value is MapValue,
        ["iterable"] = (_, value, _) => value is ListValue or MapValue or TextValue or UndefinedValue,
        ["sequence"] = (_, value, _) => value is ListValue { Kind: not ListKind.Generator } or MapValue or TextValue or UndefinedValue,
        ["callable"] = (_, value, _) => value is CallableValue or UndefinedValue,
        ["odd"] = (run, value, _) => !Remainder(run, value, TemplateValue.From(2)),
        ["even"] = (run, value, _) => Remainder(run, value, TemplateValue.From(2)),
        ["divisibleby"] = (run, value, other) => Remainder(run, value, other),
        ["lower"] = (run, value, _) => PythonStrings.IsCased(run.Text(value), upper: false),
        ["upper"] = (run, value, _) => PythonStrings.IsCased(run.Text(value), upper: true),
        ["escaped"] = (_, _, _) => false,
        ["sameas"] = (_, value, other) => ReferenceEquals(value, other) || (value is not (ListValue or MapValue or TextValue) && value.GetType() == other?.GetType() && PythonEquality.Instance.Equals(value, other)),
        ["in"] = (run, value, other) => Operators.Compare(run, "in", value, Needed(run, other)),
        ["eq"] = Order("=="), ["equalto"] = Order("=="), ["=="] = Order("=="),
        ["ne"] = Order("!="), ["!="] = Order("!="),
        ["lt"] = Order("<"), ["lessthan"] = Order("<"), ["<"] = Order("<"),
        ["le"] = Order("<="), ["<="] = Order("<="),
        ["gt"] = Order(">"), ["greaterthan"] = Order(">"), [">"] = Order(">"),
        ["ge"] = Order(">="), [">="] = Order(">="),
    };

    public static bool Apply(Renderer run, string name, TemplateValue value, CallValues values) => Known.TryGetValue(name, out var test)
        ? test(run, value, values.Positional.Count > 0 ? values.Positional[0] : null)
        : throw run.Unknown($"the test '{name}'", string.Join(", ", Known.Keys.Where(k => char.IsLetter(k[0])).Order(StringComparer.Ordinal)));

    private static TestFunction Order(string sign) => (run, value, other) => Operators.Compare(run, sign, value, Needed(run, other));

    private static TemplateValue Needed(Renderer run, TemplateValue? other) => other ?? throw run.Fail("a test that compares needs a value to compare with");

    private static bool Remainder(Renderer run, TemplateValue value, TemplateValue? by) =>
        PythonEquality.Instance.Equals(Operators.Apply(run, "%", PythonNumbers.IsNumber(value) ? value : throw run.Fail($"a number is expected, not a value of type {value.TypeName}"), Needed(run, by)), TemplateValue.From(0));
}
