using System.Buffers;
using System.Globalization;
using System.Text;

namespace TrainForge.Text.Templates.Values;

/// <summary>
/// JSON as Python's json.dumps writes it for chat templates: keys in the order given, ", " and ": " between, characters beyond ASCII as they
/// are, 1.0 stays 1.0. Returns null when a value has no JSON form, with the name of its type.
/// </summary>
internal sealed class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    private static readonly SearchValues<char> PlainAscii = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except(['"', '\\'])]);

    private readonly StringBuilder _into = new();
    private string? _indent;
    private string _between = ", ";
    private string _colon = ": ";
    private bool _ascii;
    private bool _sorted;
    private string? _refused;

    public static string? Write(TemplateValue value, string? indent, string? between, string? colon, bool ascii, bool sorted, out string? refused)
    {
        var json = new JsonText
        {
            _indent = indent,
            _between = between ?? (indent is null ? ", " : ","),
            _colon = colon ?? ": ",
            _ascii = ascii,
            _sorted = sorted,
        };
        json.Write(value, 0);
        refused = json._refused;
        return refused is null ? json._into.ToString() : null;
    }

    private void Write(TemplateValue value, int depth)
    {
        switch (value)
        {
            case TextValue text:
                WriteText(text.Value);
                break;
            case NoneValue:
                _into.Append("null");
                break;
            case BooleanValue b:
                _into.Append(b.Value ? "true" : "false");
                break;
            case IntegerValue i:
                _into.Append(i.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FloatValue f:
                _into.Append(double.IsFinite(f.Value) ? PythonText.Float(f.Value) : double.IsNaN(f.Value) ? "NaN" : f.Value > 0 ? "Infinity" : "-Infinity");
                break;
            case ListValue { Kind: not ListKind.Generator } list:
                WriteAll('[', ']', list.Items, depth, item => Write(item, depth + 1));
                break;
            case MapValue map:
                IEnumerable<(TemplateValue Key, TemplateValue Value)> entries = _sorted ? map.Entries.OrderBy(e => PythonText.Str(e.Key), StringComparer.Ordinal) : map.Entries;
                WriteAll('{', '}', [.. entries], depth, entry =>
                {
                    WriteKey(entry.Key);
                    _into.Append(_colon);
                    Write(entry.Value, depth + 1);
                });
                break;
            default:
                _refused ??= value.TypeName;
                break;
        }
    }

    private void WriteAll<T>(char open, char close, IReadOnlyCollection<T> items, int depth, Action<T> write)
    {
        _into.Append(open);
        var first = true;
        foreach (var item in items)
        {
            _into.Append(first ? "" : _between);
            NewLine(depth + 1);
            write(item);
            first = false;
        }

        if (!first)
        {
            NewLine(depth);
        }

        _into.Append(close);
    }

    private void NewLine(int depth)
    {
        if (_indent is null)
        {
            return;
        }

        _into.Append('\n');
        for (var i = 0; i < depth; i++)
        {
            _into.Append(_indent);
        }
    }

    private void WriteKey(TemplateValue key)
    {
        switch (key)
        {
            case TextValue text:
                WriteText(text.Value);
                break;
            case NoneValue:
                _into.Append("\"null\"");
                break;
            case BooleanValue b:
                _into.Append(b.Value ? "\"true\"" : "\"false\"");
                break;
            case IntegerValue or FloatValue:
                _into.Append('"').Append(PythonText.Str(key)).Append('"');
                break;
            default:
                _refused ??= key.TypeName;
                break;
        }
    }

    private void WriteText(string text)
    {
        _into.Append('"');
        var rest = text.AsSpan();
        for (int at; (at = _ascii ? rest.IndexOfAnyExcept(PlainAscii) : rest.IndexOfAny(Escaped)) >= 0; rest = rest[(at + 1)..])
        {
            _into.Append(rest[..at]);
            _ = rest[at] switch
            {
                '"' => _into.Append("\\\""),
                '\\' => _into.Append("\\\\"),
                '\n' => _into.Append("\\n"),
                '\r' => _into.Append("\\r"),
                '\t' => _into.Append("\\t"),
                '\b' => _into.Append("\\b"),
                '\f' => _into.Append("\\f"),
                var other => _into.Append(CultureInfo.InvariantCulture, $"\\u{(int)other:x4}"),
            };
        }

        _into.Append(rest);
        _into.Append('"');
    }
}
