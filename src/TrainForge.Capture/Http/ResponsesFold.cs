using System.Text;
using System.Text.Json.Nodes;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>
/// Events of OpenAI responses. The last event brings the whole answer; until it came, the items that are done count, and
/// the text of the one that is not.
/// </summary>
internal sealed class ResponsesFold : IStreamFold
{
    private readonly SortedDictionary<int, JsonObject> _items = [];
    private readonly Dictionary<int, StringBuilder> _partial = [];
    private JsonObject? _response;
    private bool _isWhole;
    private JsonNode? _error;

    public void Add(JsonObject data, PieceNotes notes)
    {
        Note(data, notes);
        var index = Json.Int(data["output_index"]);
        switch (Json.Text(data["type"]))
        {
            case "response.created" or "response.in_progress" or "response.queued" when !_isWhole:
                _response = data["response"]?.DeepClone() as JsonObject ?? _response;
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                _response = data["response"]?.DeepClone() as JsonObject ?? _response;
                _isWhole = _response?["output"] is JsonArray;
                break;
            case "response.output_item.added" when index is { } added && data["item"] is JsonObject item:
                _items[added] = item.DeepClone().AsObject();
                break;
            case "response.output_item.done" when index is { } done && data["item"] is JsonObject item:
                _items[done] = item.DeepClone().AsObject();
                _partial.Remove(done);
                break;
            case "response.output_text.delta" or "response.function_call_arguments.delta" or "response.reasoning_summary_text.delta"
                when index is { } grown && Json.Text(data["delta"]) is { } piece:
                (_partial.TryGetValue(grown, out var text) ? text : _partial[grown] = new StringBuilder()).Append(piece);
                break;
            case "error":
                _error = new JsonObject { ["message"] = Json.Text(data["message"]) ?? Json.Text(data["error"]?["message"]) };
                break;
            default:
                break;
        }
    }

    private static void Note(JsonObject data, PieceNotes notes)
    {
        switch (Json.Text(data["type"]))
        {
            case "response.output_text.delta":
                notes.Text(Json.Text(data["delta"]));
                break;
            case "response.reasoning_summary_text.delta":
                notes.Reasoning(Json.Text(data["delta"]));
                break;
            case "response.function_call_arguments.delta":
            case "response.output_item.added" when data["item"] is JsonObject item && Json.Text(item["type"]) == "function_call":
                notes.Add(StreamPiece.ToolCall);
                break;
            case "response.refusal.delta":
                notes.Add(StreamPiece.Other);
                break;
            case "response.completed" or "response.incomplete" or "response.failed" when data["response"] is JsonObject response && response["usage"] is JsonObject:
                notes.Add(StreamPiece.Usage);
                break;
            default:
                break;
        }
    }

    public JsonObject? Fold()
    {
        if (_response is null && _items.Count == 0 && _error is null)
        {
            return null;
        }

        var whole = _response?.DeepClone().AsObject() ?? [];
        if (!_isWhole)
        {
            whole["output"] = new JsonArray([.. _items.Select(i => Partial(i.Key, i.Value))]);
        }

        if (_error is not null)
        {
            whole["error"] = _error.DeepClone();
        }

        return whole;
    }

    private JsonObject Partial(int index, JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        if (!_partial.TryGetValue(index, out var text))
        {
            return copy;
        }

        switch (Json.Text(copy["type"]))
        {
            case "function_call":
                copy["arguments"] = text.ToString();
                break;
            case "reasoning":
                copy["summary"] = new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = text.ToString() });
                break;
            default:
                copy["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text.ToString() });
                break;
        }

        return copy;
    }
}
