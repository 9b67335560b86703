using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>Pieces that several profiles write alike.</summary>
internal static class ExportPen
{
    /// <summary>The arguments as one text that holds JSON, as most services want them; exactly as the model wrote them.</summary>
    public static void CallWithText(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.Text("id", call.Id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", Arguments(call).Text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The arguments as an object, as chat templates want them.</summary>
    public static void CallWithObject(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.Raw("arguments", Arguments(call));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static string Reasoning(Message message) => string.Concat(message.Parts.OfType<ReasoningPart>().Select(p => p.Text));

    /// <summary>A turn of the assistant that is not trained on. Most trainers cannot be told so.</summary>
    public static bool HasContextTurn(Example example) =>
        example.Messages.Where((m, i) => m.Role == Role.Assistant && !example.Trained[i]).Any();

    /// <summary>The last message, and nothing else, is trained on.</summary>
    public static bool TrainsLastAlone(Example example) => example.Trained[^1] && example.Trained.Count(t => t) == 1;

    // Examples are made of calls whose arguments are an object; a version that was edited by hand may differ.
    public static JsonText Arguments(ToolCall call) =>
        call.Arguments ?? throw new JsonException($"The arguments of a call to '{call.Name}' do not parse.");
}
