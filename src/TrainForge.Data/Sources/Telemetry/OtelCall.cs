using System.Globalization;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.Telemetry;

/// <summary>From a span to the call of a model it tells of, in the attributes of today, in older ones, or in events.</summary>
internal static class OtelCall
{
    /// <summary>Null for a span that says nothing of a model, or nothing of what was said.</summary>
    public static Interaction? Read(JsonElement span, long line, int number, ReadReport report)
    {
        var attributes = OtelValue.Attributes(span);
        if (!attributes.Keys.Any(k => k.StartsWith("gen_ai.", StringComparison.Ordinal)))
        {
            report.Note("other-spans");
            return null;
        }

        var (request, response, finish) = Content(span, attributes, report);
        if (request.Count == 0 && response.Count == 0)
        {
            report.Note(IsAround(span) ? "spans-around-calls" : "spans-without-content");
            return null;
        }

        var started = OtelValue.Time(span, "startTimeUnixNano") ?? DateTimeOffset.UnixEpoch;
        var model = attributes.Text("gen_ai.response.model") ?? attributes.Text("gen_ai.request.model");
        report.Fact("models", model);
        return new Interaction
        {
            Id = span.Str("spanId") ?? string.Create(CultureInfo.InvariantCulture, $"span {number}"),
            Sequence = number,
            Line = line,
            Started = started,
            DurationMs = OtelValue.Time(span, "endTimeUnixNano") is { } ended && ended >= started ? (ended - started).TotalMilliseconds : null,
            Provider = attributes.Text("gen_ai.provider.name") ?? attributes.Text("gen_ai.system"),
            Model = model,
            FinishReason = finish,
            Tools = Tools(attributes),
            Request = request,
            Response = response,
            Truncations = Dropped(span) is > 0 and var dropped ? [new Truncation("attributes", dropped, 0)] : [],
        };
    }

    // Recorders keep so many attributes and events and count the rest: which messages, or which half of a call, nobody knows.
    private static long Dropped(JsonElement span) =>
        span.Num("droppedAttributesCount") + span.Num("droppedEventsCount") + span.Items("events").Sum(e => e.Num("droppedAttributesCount"));

    /// <summary>Agents, workflows and tools have spans around those of the models they call, with the same words in them once more.</summary>
    public static bool IsAround(JsonElement span) =>
        (OtelValue.Attributes(span).Text("gen_ai.operation.name") ?? span.Str("name")?.Split(' ')[0])
            is "invoke_agent" or "create_agent" or "invoke_workflow" or "execute_tool" or "orchestrate_tools" or "embeddings" or "retrieval";

    private static (IReadOnlyList<Message> Request, IReadOnlyList<Message> Response, string? Finish) Content(JsonElement span, Dictionary<string, JsonElement> attributes, ReadReport report)
    {
        var finish = attributes.Json("gen_ai.response.finish_reasons") is { ValueKind: JsonValueKind.Array } reasons && reasons.GetArrayLength() > 0 && reasons[0].ValueKind == JsonValueKind.String ? reasons[0].GetString() : null;
        var details = span.Items("events").Where(e => e.Str("name") is "gen_ai.client.inference.operation.details").Select(OtelValue.Attributes).FirstOrDefault();
        foreach (var holder in new[] { attributes, details }.OfType<Dictionary<string, JsonElement>>())
        {
            if (holder.Json("gen_ai.input.messages") is { } input || holder.Json("gen_ai.output.messages") is not null)
            {
                var output = holder.Json("gen_ai.output.messages");
                var first = output is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 ? list[0].Str("finish_reason") : null;
                return ([.. Instructions(holder, report), .. OtelMessages.Read(holder.Json("gen_ai.input.messages"), report)], OtelMessages.Read(output, report), first ?? finish);
            }
        }

        var (request, response) = (OtelMessages.Indexed(attributes, "gen_ai.prompt", report), OtelMessages.Indexed(attributes, "gen_ai.completion", report));
        if (request.Count + response.Count > 0)
        {
            return (request, response, finish);
        }

        return (Events(span, report, isChoice: false), Events(span, report, isChoice: true), finish);
    }

    private static IEnumerable<Message> Instructions(Dictionary<string, JsonElement> holder, ReadReport report) =>
        holder.Json("gen_ai.system_instructions") is { ValueKind: JsonValueKind.Array } parts
            ? [OtelMessages.One(JsonText.Parse($"{{\"role\":\"system\",\"parts\":{parts.GetRawText()}}}").ToElement(), "system", report)]
            : [];

    // One event per message: gen_ai.user.message, …; gen_ai.choice is the answer. Older still: one event for each side.
    private static List<Message> Events(JsonElement span, ReadReport report, bool isChoice)
    {
        var messages = new List<Message>();
        foreach (var item in span.Items("events"))
        {
            var (name, attributes) = (item.Str("name") ?? "", OtelValue.Attributes(item));
            var whole = isChoice ? "gen_ai.completion" : "gen_ai.prompt";
            if (name == whole.Replace("gen_ai.", "gen_ai.content.", StringComparison.Ordinal))
            {
                messages.AddRange(OtelMessages.Read(attributes.Json(whole), report));
            }
            else if (isChoice ? name == "gen_ai.choice" : name.StartsWith("gen_ai.", StringComparison.Ordinal) && name.EndsWith(".message", StringComparison.Ordinal))
            {
                var body = JsonText.Parse($"{{{string.Join(',', attributes.Select(a => $"{JsonSerializer.Serialize(a.Key)}:{Field(attributes, a.Key)}"))}}}").ToElement();
                messages.Add(OtelMessages.One(body.Obj("message") ?? body, isChoice ? "assistant" : name.Split('.')[1], report));
            }
        }

        return messages;
    }

    // Calls and messages inside attributes are texts that hold JSON.
    private static string Field(Dictionary<string, JsonElement> attributes, string key) =>
        key is "tool_calls" or "message" && attributes.Json(key) is { } json ? json.GetRawText() : OtelValue.Plain(attributes[key]);

    private static IReadOnlyList<ToolDefinition> Tools(Dictionary<string, JsonElement> attributes) =>
        attributes.Json("gen_ai.tool.definitions") is not { ValueKind: JsonValueKind.Array } tools ? []
        :
        [
            .. tools.EnumerateArray().Select(t => t.Obj("function") ?? t).Where(t => t.Str("name") is not null)
                .Select(t => new ToolDefinition(t.Str("name")!, t.Str("description"), t.Any("parameters") is { } schema ? JsonText.Of(schema) : null)),
        ];
}
