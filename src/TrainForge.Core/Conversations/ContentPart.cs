namespace TrainForge.Conversations;

/// <summary>A piece of a message. The order of the pieces is the order in which the model wrote or read them.</summary>
public abstract record ContentPart;

public sealed record TextPart(string Text) : ContentPart;

/// <summary>What the model thought before it spoke. The signature is the vendor's proof of it, kept but never trained on.</summary>
public sealed record ReasoningPart(string Text, string? Signature = null) : ContentPart;

/// <summary>An image, a sound, a file: never its bytes, only where they are and what they were.</summary>
public sealed record MediaPart(string MediaType, string? Uri = null, string? Sha256 = null, long? Bytes = null, string? Name = null) : ContentPart;

public sealed record ToolCallPart(ToolCall Call) : ContentPart;

/// <summary>What a tool answered. A structured answer is a text part that holds its JSON.</summary>
public sealed record ToolResultPart(string? CallId, string? Name, IReadOnlyList<ContentPart> Content, bool IsError = false) : ContentPart
{
    public ToolResultPart(string? callId, string? name, string text, bool isError = false)
        : this(callId, name, [new TextPart(text)], isError)
    {
    }

    public string Text => string.Concat(Content.OfType<TextPart>().Select(p => p.Text));
}

/// <summary>Something went wrong here: a refused request, a broken stream, an exception of the caller.</summary>
public sealed record ErrorPart(string Message, string? Code = null) : ContentPart;

/// <summary>A logged choice of the model, by the id it has in the decision log.</summary>
public sealed record DecisionPart(string Id, string? Name = null, JsonText? Choice = null) : ContentPart;

/// <summary>A piece of a kind this version does not know, exactly as it came. It is never trained on.</summary>
public sealed record UnknownPart(JsonText Raw) : ContentPart;
