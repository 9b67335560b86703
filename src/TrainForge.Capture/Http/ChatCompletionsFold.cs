using System.Text;
using System.Text.Json.Nodes;
using TrainForge.Stashes;

namespace TrainForge.Capture.Http;

/// <summary>Chunks of OpenAI chat completions: deltas per choice, tool calls by index, usage in a last chunk of its own.</summary>
internal sealed class ChatCompletionsFold : IStreamFold
{
    private static readonly string[] TextFields = ["content", "reasoning_content", "reasoning", "refusal"];

    private readonly SortedDictionary<int, Choice> _choices = [];
    private JsonObject? _envelope;
    private JsonNode? _usage;
    private JsonNode? _error;

    public void Add(JsonObject data, PieceNotes notes)
    {
        _error = data["error"]?.DeepClone() ?? _error;
        if (data["usage"] is JsonObject usage)
        {
            _usage = usage.DeepClone();
            notes.Add(StreamPiece.Usage);
        }

        if (data["choices"] is not JsonArray choices)
        {
            return;
        }

        _envelope ??= Json.Pick(data, "id", "model", "created", "system_fingerprint");
        foreach (var choice in choices.OfType<JsonObject>())
        {
            var index = Json.Int(choice["index"]) ?? 0;
            if (!_choices.TryGetValue(index, out var fold))
            {
                _choices.Add(index, fold = new Choice());
            }

            fold.Add(choice, notes);
        }

        if (_choices.Count > 1)
        {
            notes.Mix();
        }
    }

    public JsonObject? Fold()
    {
        if (_envelope is null && _error is null)
        {
            return null;
        }

        var whole = _envelope?.DeepClone().AsObject() ?? [];
        whole["choices"] = new JsonArray([.. _choices.Select(c => c.Value.Fold(c.Key))]);
        whole["usage"] = _usage?.DeepClone();
        if (_error is not null)
        {
            whole["error"] = _error.DeepClone();
        }

        return whole;
    }

    private sealed class Choice
    {
        private readonly Dictionary<string, StringBuilder> _texts = [];
        private readonly SortedDictionary<int, Call> _calls = [];
        private string? _role;
        private string? _finish;

        public void Add(JsonObject choice, PieceNotes notes)
        {
            _finish = Json.Text(choice["finish_reason"]) ?? _finish;
            if (choice["delta"] is not JsonObject delta)
            {
                return;
            }

            _role ??= Json.Text(delta["role"]);
            foreach (var field in TextFields)
            {
                if (Json.Text(delta[field]) is { Length: > 0 } piece)
                {
                    Note(field, piece, notes);
                    (_texts.TryGetValue(field, out var text) ? text : _texts[field] = new StringBuilder()).Append(piece);
                }
            }

            foreach (var piece in (delta["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var index = Json.Int(piece["index"]) ?? _calls.Count;
                if (!_calls.TryGetValue(index, out var call))
                {
                    _calls.Add(index, call = new Call());
                }

                call.Add(piece);
                notes.Add(StreamPiece.ToolCall);
            }

            if (_texts.ContainsKey("reasoning_content") && _texts.ContainsKey("reasoning"))
            {
                notes.Mix();
            }
        }

        private static void Note(string field, string piece, PieceNotes notes)
        {
            switch (field)
            {
                case "content":
                    notes.Text(piece);
                    break;
                case "refusal":
                    notes.Add(StreamPiece.Other);
                    break;
                default:
                    notes.Reasoning(piece);
                    break;
            }
        }

        public JsonObject Fold(int index)
        {
            var message = new JsonObject { ["role"] = _role ?? "assistant" };
            foreach (var (field, text) in _texts)
            {
                message[field] = text.ToString();
            }

            if (_calls.Count > 0)
            {
                message["tool_calls"] = new JsonArray([.. _calls.Values.Select(c => c.Fold())]);
            }

            return new JsonObject { ["index"] = index, ["message"] = message, ["finish_reason"] = _finish };
        }
    }

    private sealed class Call
    {
        private readonly StringBuilder _arguments = new();
        private string? _id;
        private string? _name;

        public void Add(JsonObject piece)
        {
            _id ??= Json.Text(piece["id"]) is { Length: > 0 } id ? id : null;
            _name ??= Json.Text(piece["function"]?["name"]) is { Length: > 0 } name ? name : null;
            _arguments.Append(Json.Text(piece["function"]?["arguments"]));
        }

        public JsonObject Fold() => new()
        {
            ["id"] = _id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = _name, ["arguments"] = _arguments.ToString() },
        };
    }
}
