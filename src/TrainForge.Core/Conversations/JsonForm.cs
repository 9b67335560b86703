using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>How our JSON is written: compact, fields that are null or empty left out, letters of every language as they are; emoji and their like as escapes.</summary>
public static class JsonForm
{
    public static readonly JsonWriterOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Depth };

    public static readonly JsonWriterOptions Page = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        MaxDepth = Depth,
    };

    // Ours around the deepest value of others.
    private const int Depth = JsonText.MaxDepth * 2;

    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = Depth };

    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void Number(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    public static void Bool(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
    }

    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        }
    }

    public static void Raw(this Utf8JsonWriter json, string name, JsonText? value)
    {
        if (value is null)
        {
            return;
        }

        json.WritePropertyName(name);
        if (value.Utf8 is { } utf8)
        {
            json.WriteRawValue(utf8, skipInputValidation: true);
        }
        else
        {
            json.WriteRawValue(value.Text, skipInputValidation: true);
        }
    }

    public static void List<T>(this Utf8JsonWriter json, string name, IReadOnlyCollection<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            write(json, value);
        }

        json.WriteEndArray();
    }

    /// <summary>One value as UTF-8, without a line break.</summary>
    public static byte[] ToLine(Action<Utf8JsonWriter> write) => WithLine(write, static line => line.WrittenSpan.ToArray());

    /// <summary>The same for callers who need the bytes for a moment only: what is handed out is used again.</summary>
    public static T WithLine<T>(Action<Utf8JsonWriter> write, Func<ArrayBufferWriter<byte>, T> use)
    {
        // Out of its place while it is in use: a line that is written inside another takes one of its own.
        var pen = _pen ?? new LinePen();
        _pen = null;
        pen.Bytes.ResetWrittenCount();
        pen.Json.Reset();
        write(pen.Json);
        pen.Json.Flush();
        var used = use(pen.Bytes);
        _pen = pen.Bytes.Capacity <= MostKeptBytes ? pen : null;
        return used;
    }

    // One for each thread: lines are short and many.
    [ThreadStatic]
    private static LinePen? _pen;

    private const int InitialLineBytes = 4096;
    private const int MostKeptBytes = 4 << 20;

    private sealed class LinePen
    {
        public LinePen() => Json = new Utf8JsonWriter(Bytes, Line);

        public ArrayBufferWriter<byte> Bytes { get; } = new(InitialLineBytes);

        public Utf8JsonWriter Json { get; }
    }

    /// <summary>One value as UTF-8 for people to read: indented with '\n' on every system, and one at the end.</summary>
    public static byte[] ToPage(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Page))
        {
            write(json);
        }

        // net8.0's writer breaks lines as the system does; inside strings a line break is always escaped. Pages may be megabytes.
        bytes.WriteByte((byte)'\n');
        var page = bytes.ToArray();
        return page.AsSpan().IndexOf((byte)'\r') < 0 ? page : [.. page.Where(b => b != (byte)'\r')];
    }
}
