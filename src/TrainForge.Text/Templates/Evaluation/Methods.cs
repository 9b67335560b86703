using System.Text;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Methods of texts, maps, lists and floats. Those that would change a value are known and refused.</summary>
internal static class Methods
{
    private delegate TemplateValue Method<T>(Renderer run, T self, CallValues values);

    private static readonly Dictionary<string, Method<string>> OfText = new(StringComparer.Ordinal)
    {
        ["strip"] = (run, text, v) => Make(PythonStrings.Strip(text, Characters(run, v), left: true, right: true)),
        ["lstrip"] = (run, text, v) => Make(PythonStrings.Strip(text, Characters(run, v), left: true, right: false)),
        ["rstrip"] = (run, text, v) => Make(PythonStrings.Strip(text, Characters(run, v), left: false, right: true)),
        ["split"] = (run, text, v) => Split(run, text, v, fromRight: false),
        ["rsplit"] = (run, text, v) => Split(run, text, v, fromRight: true),
        ["splitlines"] = (_, text, v) => List(PythonStrings.Lines(text, Filters.Flag(v.Get(0, "keepends"), false))),
        ["startswith"] = (run, text, v) => TemplateValue.From(Any(run, v, part => text.StartsWith(part, StringComparison.Ordinal))),
        ["endswith"] = (run, text, v) => TemplateValue.From(Any(run, v, part => text.EndsWith(part, StringComparison.Ordinal))),
        ["replace"] = (run, text, v) => Make(PythonStrings.Replace(run, text, Text(run, v, 0), Text(run, v, 1), Filters.Integer(run, v.Get(2, "count"), -1))),
        ["upper"] = (_, text, _) => Make(PythonStrings.Upper(text)),
        ["lower"] = (_, text, _) => Make(PythonStrings.Lower(text)),
        ["casefold"] = (_, text, _) => Make(PythonStrings.Lower(text).Replace("ß", "ss", StringComparison.Ordinal)),
        ["title"] = (_, text, _) => Make(PythonStrings.Title(text)),
        ["capitalize"] = (_, text, _) => Make(PythonStrings.Capitalize(text)),
        ["swapcase"] = (_, text, _) => Make(PythonStrings.SwapCase(text)),
        ["join"] = (run, text, v) => ListFilters.All.First(f => f.Name == "join").Function(run, Argument(run, v, 0), new CallValues([Make(text)], [])),
        ["find"] = (run, text, v) => TemplateValue.From(Place(text, text.IndexOf(Text(run, v, 0), StringComparison.Ordinal))),
        ["rfind"] = (run, text, v) => TemplateValue.From(Place(text, text.LastIndexOf(Text(run, v, 0), StringComparison.Ordinal))),
        ["index"] = (run, text, v) => text.IndexOf(Text(run, v, 0), StringComparison.Ordinal) is var at and >= 0 ? TemplateValue.From(Place(text, at)) : throw run.Fail("'index' does not find the text"),
        ["count"] = (run, text, v) => TemplateValue.From(PythonStrings.Occurrences(text, Text(run, v, 0))),
        ["format"] = (run, text, v) => Make(FormatText.Format(run, text, v)),
        ["isdigit"] = (_, text, _) => TemplateValue.From(PythonStrings.All(text, Rune.IsDigit)),
        ["isdecimal"] = (_, text, _) => TemplateValue.From(PythonStrings.All(text, Rune.IsDigit)),
        ["isnumeric"] = (_, text, _) => TemplateValue.From(PythonStrings.All(text, Rune.IsNumber)),
        ["isalpha"] = (_, text, _) => TemplateValue.From(PythonStrings.All(text, Rune.IsLetter)),
        ["isalnum"] = (_, text, _) => TemplateValue.From(PythonStrings.All(text, r => Rune.IsLetter(r) || Rune.IsNumber(r))),
        ["isspace"] = (_, text, _) => TemplateValue.From(PythonStrings.All(text, Rune.IsWhiteSpace)),
        ["isupper"] = (_, text, _) => TemplateValue.From(PythonStrings.IsCased(text, upper: true)),
        ["islower"] = (_, text, _) => TemplateValue.From(PythonStrings.IsCased(text, upper: false)),
        ["ljust"] = (run, text, v) => Pad(run, text, v, PythonStrings.Side.Right),
        ["rjust"] = (run, text, v) => Pad(run, text, v, PythonStrings.Side.Left),
        ["center"] = (run, text, v) => Pad(run, text, v, PythonStrings.Side.Both),
        ["zfill"] = (run, text, v) => text.Length > 0 && text[0] is '-' or '+'
            ? Make(text[..1] + PythonStrings.Pad(run, text[1..], Filters.Integer(run, v.Get(0, "width"), 0) - 1, "0", PythonStrings.Side.Left))
            : Make(PythonStrings.Pad(run, text, Filters.Integer(run, v.Get(0, "width"), 0), "0", PythonStrings.Side.Left)),
        ["removeprefix"] = (run, text, v) => Make(Text(run, v, 0) is var prefix && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text),
        ["removesuffix"] = (run, text, v) => Make(Text(run, v, 0) is var suffix && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text),
        ["partition"] = (run, text, v) => Partition(run, text, v, fromRight: false),
        ["rpartition"] = (run, text, v) => Partition(run, text, v, fromRight: true),
    };

    private static readonly Dictionary<string, Method<MapValue>> OfMap = new(StringComparer.Ordinal)
    {
        ["items"] = (_, map, _) => new ListValue([.. Pairs(map)]),
        ["keys"] = (_, map, _) => new ListValue([.. map.Entries.Select(e => e.Key)]),
        ["values"] = (_, map, _) => new ListValue([.. map.Entries.Select(e => e.Value)]),
        ["get"] = (run, map, v) => Argument(run, v, 0) is var key and not (MapValue or ListValue { Kind: not ListKind.Tuple })
            ? map.Find(key) ?? v.Get(1, "default") ?? TemplateValue.None
            : throw run.Fail("a list or map cannot be a key"),
        ["copy"] = (_, map, _) => map,
    };

    private static readonly Dictionary<string, Method<ListValue>> OfList = new(StringComparer.Ordinal)
    {
        ["count"] = (run, list, v) => TemplateValue.From(list.Items.Count(i => PythonEquality.Instance.Equals(i, Argument(run, v, 0)))),
        ["index"] = (run, list, v) => Array.FindIndex(list.Items, i => PythonEquality.Instance.Equals(i, Argument(run, v, 0))) is var at and >= 0
            ? TemplateValue.From(at)
            : throw run.Fail("'index' does not find the item"),
        ["copy"] = (_, list, _) => list,
    };

    private static readonly Dictionary<string, Method<double>> OfFloat = new(StringComparer.Ordinal)
    {
        ["is_integer"] = (_, number, _) => TemplateValue.From(double.IsFinite(number) && Math.Floor(number) == number),
    };

    private static readonly string[] ChangesMap = ["clear", "pop", "popitem", "setdefault", "update"];

    private static readonly string[] ChangesList = ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"];

    public static CallableValue? Find(Renderer run, TemplateValue self, string name) => self switch
    {
        TextValue text => Bind(run, OfText, text.Value, text, name, []),
        MapValue map => Bind(run, OfMap, map, map, name, ChangesMap),
        ListValue { Kind: ListKind.Generator } => null,
        ListValue list => Bind(run, OfList, list, list, name, list.Kind == ListKind.List ? ChangesList : []),
        FloatValue number => Bind(run, OfFloat, number.Value, number, name, []),
        _ => null,
    };

    public static IEnumerable<TemplateValue> Pairs(MapValue map) => map.Entries.Select(e => new ListValue([e.Key, e.Value], ListKind.Tuple));

    private static CallableValue? Bind<T>(Renderer run, Dictionary<string, Method<T>> methods, T self, TemplateValue value, string name, string[] changes)
    {
        if (changes.Contains(name, StringComparer.Ordinal))
        {
            return new CallableValue(name, _ => throw run.Fail($"'{name}' would change a value; a template may change only a namespace"));
        }

        return methods.TryGetValue(name, out var method)
            ? new CallableValue(name, values =>
            {
                run.Spend(value.Size);
                var result = method(run, self, values);
                run.Spend(result.Size);
                return result;
            })
            : null;
    }

    private static TextValue Make(string text) => new(text);

    private static ListValue List(IEnumerable<string> texts) => new([.. texts.Select(Make)]);

    private static TemplateValue Argument(Renderer run, CallValues values, int place) =>
        place < values.Positional.Count ? values.Positional[place] : throw run.Fail("a method is called with too few arguments");

    private static string Text(Renderer run, CallValues values, int place) => Argument(run, values, place) is TextValue text
        ? text.Value
        : throw run.Fail($"a method of a text is given a value of type {values.Positional[place].TypeName}");

    private static string? Characters(Renderer run, CallValues values) => values.Positional.Count == 0 || values.Positional[0] is NoneValue ? null : Text(run, values, 0);

    private static bool Any(Renderer run, CallValues values, Func<string, bool> holds) => Argument(run, values, 0) is ListValue { Kind: ListKind.Tuple } parts
        ? parts.Items.OfType<TextValue>().Any(part => holds(part.Value))
        : holds(Text(run, values, 0));

    private static ListValue Split(Renderer run, string text, CallValues values, bool fromRight)
    {
        var separator = values.Get(0, "sep") switch
        {
            null or NoneValue => null,
            TextValue { Value.Length: > 0 } given => given.Value,
            _ => throw run.Fail("'split' needs a text that is not empty, or nothing, to split at"),
        };
        return List(PythonStrings.Split(text, separator, Filters.Integer(run, values.Get(1, "maxsplit"), -1), fromRight));
    }

    private static TextValue Pad(Renderer run, string text, CallValues values, PythonStrings.Side side) =>
        Make(PythonStrings.Pad(run, text, Filters.Integer(run, values.Get(0, "width"), 0), values.Positional.Count > 1 ? Text(run, values, 1) : " ", side));

    private static ListValue Partition(Renderer run, string text, CallValues values, bool fromRight)
    {
        var separator = Text(run, values, 0);
        if (separator.Length == 0)
        {
            throw run.Fail("'partition' needs a text that is not empty");
        }

        var at = fromRight ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        string[] parts = at < 0 ? (fromRight ? ["", "", text] : [text, "", ""]) : [text[..at], separator, text[(at + separator.Length)..]];
        return new ListValue([.. parts.Select(Make)], ListKind.Tuple);
    }

    private static int Place(string text, int unit) => unit < 0 ? -1 : CodePoints.Count(text[..unit]);
}
