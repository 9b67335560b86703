using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Telemetry;

/// <summary>
/// Log records of model calls: what was said, as events beside the span instead of attributes on it. Those of one span are put
/// together to what the span would have been.
/// </summary>
internal sealed class OtelLogs
{
    private readonly Dictionary<(string Trace, string Span), List<Record>> _records = [];

    public void Add(JsonElement record, long line)
    {
        var attributes = OtelValue.Attributes(record);
        var name = record.Str("eventName") ?? attributes.Text("event.name") ?? record.Str("name");
        if (name?.StartsWith("gen_ai.", StringComparison.Ordinal) != true)
        {
            return;
        }

        var key = (record.Str("traceId") ?? "", record.Str("spanId") ?? "");
        if (!_records.TryGetValue(key, out var records))
        {
            _records[key] = records = [];
        }

        records.Add(new Record(name, record.Clone(), line, OtelValue.Time(record, "timeUnixNano") ?? OtelValue.Time(record, "observedTimeUnixNano")));
    }

    public IEnumerable<(JsonElement Span, long Line)> Spans() => _records.Select(r => (Span(r.Key.Trace, r.Key.Span, [.. r.Value.OrderBy(e => e.Time ?? DateTimeOffset.MinValue)]), r.Value[0].Line));

    private static JsonElement Span(string trace, string span, List<Record> records) => JsonText.Parse(System.Text.Encoding.UTF8.GetString(JsonForm.ToLine(json =>
    {
        json.WriteStartObject();
        json.Text("traceId", trace.Length > 0 ? trace : null);
        json.Text("spanId", span.Length > 0 ? span : null);
        Copy(json, "startTimeUnixNano", records[0].Event.Any("timeUnixNano"));
        Copy(json, "endTimeUnixNano", records[^1].Event.Any("timeUnixNano"));
        json.List("attributes", [.. records.SelectMany(r => r.Event.Items("attributes"))], static (list, item) => item.WriteTo(list));
        json.List("events", records, static (list, record) =>
        {
            list.WriteStartObject();
            list.WriteString("name", record.Name);
            list.List("attributes", [.. record.Event.Items("attributes"), .. record.Event.Obj("body")?.Obj("kvlistValue")?.Items("values") ?? []], static (items, item) => item.WriteTo(items));
            list.WriteEndObject();
        });
        json.WriteEndObject();
    }))).ToElement();

    private static void Copy(Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { } known)
        {
            json.WritePropertyName(name);
            known.WriteTo(json);
        }
    }

    private sealed record Record(string Name, JsonElement Event, long Line, DateTimeOffset? Time);
}
