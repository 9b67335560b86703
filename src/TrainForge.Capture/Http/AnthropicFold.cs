using System.Text;
using System.Text.Json.Nodes;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>Events of Anthropic messages: a message that starts, blocks by index that grow by deltas, and a stop reason at the end.</summary>
internal sealed class AnthropicFold : IStreamFold
{
    private readonly SortedDictionary<int, Block> _blocks = [];
    private JsonObject? _message;
    private JsonNode? _error;

    public void Add(JsonObject data, PieceNotes notes)
    {
        switch (Json.Text(data["type"]))
        {
            case "message_start" when data["message"] is JsonObject message:
                _message = message.DeepClone().AsObject();
                NoteUsage(message, notes);
                break;
            case "content_block_start" when Json.Int(data["index"]) is { } index && data["content_block"] is JsonObject block:
                _blocks[index] = new Block(block.DeepClone().AsObject());
                Begin(block, notes);
                break;
            case "content_block_delta" when Json.Int(data["index"]) is { } index && data["delta"] is JsonObject delta:
                if (_blocks.TryGetValue(index, out var open))
                {
                    open.Add(delta, notes);
                }

                break;
            case "message_delta":
                Change(data);
                NoteUsage(data, notes);
                break;
            case "error":
                _error = data["error"]?.DeepClone();
                break;
            default:
                break;
        }
    }

    public JsonObject? Fold()
    {
        if (_message is null && _error is null)
        {
            return null;
        }

        var whole = _message?.DeepClone().AsObject() ?? [];
        whole["content"] = new JsonArray([.. _blocks.Values.Select(b => b.Fold())]);
        if (_error is not null)
        {
            whole["error"] = _error.DeepClone();
        }

        return whole;
    }

    private static void NoteUsage(JsonObject fields, PieceNotes notes)
    {
        if (fields["usage"] is JsonObject)
        {
            notes.Add(StreamPiece.Usage);
        }
    }

    // A block may begin with its first words.
    private static void Begin(JsonObject block, PieceNotes notes)
    {
        switch (Json.Text(block["type"]))
        {
            case "text":
                notes.Text(Json.Text(block["text"]));
                break;
            case "thinking":
                notes.Reasoning(Json.Text(block["thinking"]));
                break;
            case "tool_use":
                notes.Add(StreamPiece.ToolCall);
                break;
            default:
                notes.Add(StreamPiece.Other);
                break;
        }
    }

    private void Change(JsonObject data)
    {
        var message = _message ??= [];
        foreach (var (name, value) in data["delta"] as JsonObject ?? [])
        {
            message[name] = value?.DeepClone();
        }

        // Counts here are totals so far, not additions: they replace those of the start.
        if (data["usage"] is JsonObject usage)
        {
            var known = message["usage"] as JsonObject;
            if (known is null)
            {
                message["usage"] = known = [];
            }

            foreach (var (name, value) in usage)
            {
                known[name] = value?.DeepClone();
            }
        }
    }

    private sealed class Block(JsonObject start)
    {
        private readonly Dictionary<string, StringBuilder> _texts = [];

        public void Add(JsonObject delta, PieceNotes notes)
        {
            var field = Json.Text(delta["type"]) switch
            {
                "text_delta" => "text",
                "thinking_delta" => "thinking",
                "signature_delta" => "signature",
                "input_json_delta" => "partial_json",
                _ => null,
            };
            if (field is not null && Json.Text(delta[field]) is { } piece)
            {
                Note(field, piece, notes);
                (_texts.TryGetValue(field, out var text) ? text : _texts[field] = new StringBuilder()).Append(piece);
            }
        }

        private static void Note(string field, string piece, PieceNotes notes)
        {
            switch (field)
            {
                case "text":
                    notes.Text(piece);
                    break;
                case "thinking":
                    notes.Reasoning(piece);
                    break;
                default:
                    notes.Add(field == "partial_json" ? StreamPiece.ToolCall : StreamPiece.Other);
                    break;
            }
        }

        public JsonObject Fold()
        {
            var block = start.DeepClone().AsObject();
            foreach (var (field, text) in _texts)
            {
                if (field == "partial_json")
                {
                    // Cut off in the middle of its arguments, a call keeps their text: what was said is said.
                    block["input"] = Json.ParseObject(text.ToString()) ?? (JsonNode)text.ToString();
                }
                else
                {
                    block[field] = Json.Text(block[field]) + text;
                }
            }

            return block;
        }
    }
}
