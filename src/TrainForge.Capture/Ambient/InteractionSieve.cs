using System.Runtime.CompilerServices;
using TrainForge.Conversations;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Whether redaction would leave an interaction as it is, asked of its strings and not of its JSON: most are clean, and walking the
/// JSON of one costs more than everything else that is done with it. A wrong "no" costs that walk; a wrong "yes" would let a secret
/// through, so whatever is not known here is a "no".
/// </summary>
internal sealed class InteractionSieve(Redactor redactor)
{
    // Every name of a field that the forms of interactions and messages write.
    internal static readonly string[] Fields =
    [
        "arguments", "bytes", "call_id", "code", "content", "conversation_id", "description", "duration_ms", "error", "file", "finish_reason", "first_update_ms",
        "generated", "id", "input", "is_error", "kind", "limit", "line", "media_type", "message", "model", "more", "name", "options", "output", "part", "parts", "pieces", "provenance",
        "provider", "request", "response", "role", "schema", "schema_version", "sequence", "sha256", "signature", "started", "text", "time", "tools", "total", "truncations", "type",
        "updates", "uri", "usage", "what",
    ];

    private static readonly ConditionalWeakTable<ToolDefinition, object> Tools = [];

    // A project may call one of our own names a secret's; then every value under it goes, and the walk knows how.
    private readonly bool _isUsable = !Fields.Any(redactor.IsSecretName);

    private readonly object _owner = new();
    private string? _cleanOptions;

    public bool IsClean(Interaction interaction) =>
        _isUsable
        && Clean(interaction.Id) && Clean(interaction.Provider) && Clean(interaction.Model) && Clean(interaction.ConversationId) && Clean(interaction.FinishReason)
        && interaction.Usage?.More is null
        && (interaction.Error is not { } error || (Clean(error.Kind) && Clean(error.Message)))
        && CleanOptions(interaction.Options)
        && All(interaction.Truncations)
        && All(interaction.Tools)
        && All(interaction.Request)
        && All(interaction.Response);

    private bool Clean(Message message) =>
        Clean(message.Id) && Clean(message.Name) && message.Provenance is null
        && All(message.Truncations)
        && All(message.Parts);

    private bool Clean(ContentPart part) => part switch
    {
        TextPart p => Clean(p.Text),
        ReasoningPart p => Clean(p.Text) && Clean(p.Signature),
        MediaPart p => Clean(p.MediaType) && Clean(p.Uri) && Clean(p.Sha256) && Clean(p.Name),
        ToolCallPart { Call: var call } => Clean(call.Id) && Clean(call.Name) && Clean(call.ArgumentsText),
        ToolResultPart p => Clean(p.CallId) && Clean(p.Name) && All(p.Content),
        ErrorPart p => Clean(p.Message) && Clean(p.Code),
        _ => false,
    };

    // The same options come with every call, and the same tools; both are looked at once. Another redactor asks anew.
    private bool CleanOptions(JsonText? options)
    {
        if (options is null || options.Text == _cleanOptions)
        {
            return true;
        }

        if (!redactor.IsCleanJson(options.Text))
        {
            return false;
        }

        _cleanOptions = options.Text;
        return true;
    }

    private bool Clean(ToolDefinition tool)
    {
        if (Tools.TryGetValue(tool, out var known) && ReferenceEquals(known, _owner))
        {
            return true;
        }

        if (!Clean(tool.Name) || !Clean(tool.Description) || (tool.Schema is { } schema && !redactor.IsCleanJson(schema.Text)))
        {
            return false;
        }

        Tools.AddOrUpdate(tool, _owner);
        return true;
    }

    private bool Clean(string? text) => text is null || text.Length == 0 || redactor.IsCleanLeaf(text);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool All<T>(IReadOnlyList<T> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var isClean = items[i] switch
            {
                Message message => Clean(message),
                ContentPart part => Clean(part),
                ToolDefinition tool => Clean(tool),
                Truncation cut => Clean(cut.What),
                _ => false,
            };
            if (!isClean)
            {
                return false;
            }
        }

        return true;
    }
}
