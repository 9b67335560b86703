using System.Numerics;
using System.Text.Json;
using TrainForge.Diagnostics;

namespace TrainForge.Text.Templates.Values;

/// <summary>
/// A value as a template sees it. The rules are Python's, because that is where the templates were tried: what is true, what equals what,
/// how a number prints. Values do not change; only a namespace's fields do.
/// </summary>
public abstract class TemplateValue
{
    // Lists in lists in lists: deeper data is refused when it is made, so that nothing that walks a value can run out of stack.
    internal const int DeepestNesting = 200;

    internal const long LargestSize = 20_000_000;

    private protected TemplateValue()
    {
    }

    public static TemplateValue None { get; } = new NoneValue();

    public static TemplateValue True { get; } = new BooleanValue(true);

    public static TemplateValue False { get; } = new BooleanValue(false);

    internal abstract string TypeName { get; }

    internal virtual bool IsTrue => true;

    internal virtual int Nesting => 0;

    /// <summary>
    /// What walking the whole value costs, a part that occurs twice counted twice: a list can hold one list many times over, and so on
    /// two hundred levels deep.
    /// </summary>
    internal virtual long Size => 1;

    public static TemplateValue From(bool value) => value ? True : False;

    public static TemplateValue From(string value) => new TextValue(value);

    public static TemplateValue From(long value) => new IntegerValue(value);

    public static TemplateValue List(IEnumerable<TemplateValue> items) => new ListValue([.. items]);

    /// <summary>Keys keep their order.</summary>
    public static TemplateValue Map(IEnumerable<(string Key, TemplateValue Value)> entries) => new MapValue(entries.Select(e => (From(e.Key), e.Value)));

    /// <summary>
    /// As Python reads JSON: key order kept, 1.0 a float and 1 an integer, of keys named twice the last one wins in the place of the first.
    /// </summary>
    public static TemplateValue FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => From(json.GetString()!),
        JsonValueKind.Number => Number(json.GetRawText()),
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.Array => new ListValue([.. json.EnumerateArray().Select(FromJson)]),
        JsonValueKind.Object => new MapValue(json.EnumerateObject().Select(p => (From(p.Name), FromJson(p.Value)))),
        _ => None,
    };

    public sealed override string ToString() => PythonText.Str(this);

    private protected static void Check(int nesting, long size)
    {
        if (nesting > DeepestNesting)
        {
            throw new TrainForgeException(Rules.TemplateLimit.Here("", $"more than {DeepestNesting} lists or maps inside each other"));
        }

        if (size > LargestSize)
        {
            throw new TrainForgeException(Rules.TemplateLimit.Here("", $"a list or map of more than {LargestSize} parts"));
        }
    }

    private static TemplateValue Number(string raw) =>
        raw.AsSpan().IndexOfAny('.', 'e', 'E') >= 0
            ? new FloatValue(double.Parse(raw, System.Globalization.CultureInfo.InvariantCulture))
            : new IntegerValue(BigInteger.Parse(raw, System.Globalization.CultureInfo.InvariantCulture));
}
