using System.Globalization;
using System.Net;
using System.Text;
using TrainForge.Text.Templates.Values;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>Filters that make a text of a value. What is not a text is printed first.</summary>
internal static class TextFilters
{
    public static readonly (string Name, FilterFunction Function)[] All =
    [
        ("trim", (run, value, values) => Make(run, PythonStrings.Strip(run.Text(value), values.Get(0, "chars") is TextValue chars ? chars.Value : null, left: true, right: true))),
        ("upper", (run, value, _) => Make(run, PythonStrings.Upper(run.Text(value)))),
        ("lower", (run, value, _) => Make(run, PythonStrings.Lower(run.Text(value)))),
        ("capitalize", (run, value, _) => Make(run, PythonStrings.Capitalize(run.Text(value)))),
        ("title", (run, value, _) => Make(run, Title(run.Text(value)))),
        ("string", (run, value, _) => Make(run, run.Text(value))),
        ("safe", (run, value, _) => Make(run, run.Text(value))),
        ("escape", (run, value, _) => Make(run, Escape(run.Text(value)))),
        ("e", (run, value, _) => Make(run, Escape(run.Text(value)))),
        ("forceescape", (run, value, _) => Make(run, Escape(run.Text(value)))),
        ("replace", Replace),
        ("indent", Indent),
        ("center", (run, value, values) => Make(run, PythonStrings.Pad(run, run.Text(value), Filters.Integer(run, values.Get(0, "width"), 80), " ", PythonStrings.Side.Both))),
        ("truncate", Truncate),
        ("wordcount", (run, value, _) => TemplateValue.From(run.Text(value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)),
        ("urlencode", (run, value, _) => Make(run, WebUtility.UrlEncode(run.Text(value)).Replace("+", "%20", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal))),
        ("format", (run, value, values) => Make(run, PrintfText.Format(run, run.Text(value), values.Positional, values.Named.Count > 0 ? Named(values) : null))),
    ];

    private static TextValue Make(Renderer run, string text)
    {
        run.SpendText(text.Length);
        return new TextValue(text);
    }

    private static MapValue Named(CallValues values) => (MapValue)TemplateValue.Map(values.Named);

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);

    // A word begins after white space, '-' or an opening bracket; not, as for the method of that name, after every character that is no letter.
    private static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var begins = true;
        foreach (var c in text)
        {
            title.Append(begins ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            begins = char.IsWhiteSpace(c) || c is '-' or '(' or '{' or '[' or '<';
        }

        return title.ToString();
    }

    private static TextValue Replace(Renderer run, TemplateValue value, CallValues values)
    {
        var (old, with) = (values.Get(0, "old") ?? throw run.Fail("'replace' needs what to replace"), values.Get(1, "new") ?? throw run.Fail("'replace' needs a replacement"));
        return Make(run, PythonStrings.Replace(run, run.Text(value), run.Text(old), run.Text(with), Filters.Integer(run, values.Get(2, "count"), -1)));
    }

    private static TextValue Indent(Renderer run, TemplateValue value, CallValues values)
    {
        var width = values.Get(0, "width");
        var indent = width is TextValue text ? text.Value : PythonStrings.Repeat(run, " ", Filters.Integer(run, width, 4));
        var lines = run.Text(value).Split('\n');
        run.SpendText(lines.Sum(l => (long)l.Length + indent.Length));
        var (first, blank) = (Filters.Flag(values.Get(1, "first"), false), Filters.Flag(values.Get(2, "blank"), false));
        return new TextValue(string.Join('\n', lines.Select((line, i) => (i == 0 ? first : blank || line.Length > 0) ? indent + line : line)));
    }

    private static TemplateValue Truncate(Renderer run, TemplateValue value, CallValues values)
    {
        var length = Filters.Integer(run, values.Get(0, "length"), 255);
        var end = Filters.Text(run, values.Get(2, "end"), "...");
        var leeway = Filters.Integer(run, values.Get(3, "leeway"), 5);
        if (length < end.Length || leeway < 0)
        {
            throw run.Fail(string.Create(CultureInfo.InvariantCulture, $"'truncate' to {length} characters leaves no room for '{end}'"));
        }

        // Unlike the other filters this one asks for the length first: what is short enough stays what it is.
        if (run.Length(value) <= (long)length + leeway)
        {
            return value;
        }

        var characters = CodePoints.Split(value is TextValue text ? text.Value : throw run.Fail($"'truncate' needs a text, not a value of type {value.TypeName}"));

        var cut = string.Concat(characters.Take(length - end.Length));
        var blank = Filters.Flag(values.Get(1, "killwords"), false) ? -1 : cut.LastIndexOf(' ');
        return new TextValue((blank < 0 ? cut : cut[..blank]) + end);
    }
}
