using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>
/// A call as the model wrote it. The text of the arguments is the truth; <see cref="Arguments"/> is what it parses to, and
/// is null when it does not: that is a finding about the model, not an error of ours.
/// </summary>
public sealed record ToolCall
{
    public ToolCall(string? id, string name, string argumentsText)
    {
        Id = id;
        Name = name;
        ArgumentsText = argumentsText;
        try
        {
            Arguments = JsonText.Parse(argumentsText);
        }
        catch (JsonException e)
        {
            Problem = e.Message;
        }
    }

    /// <summary>Arguments that are known to be one JSON value.</summary>
    public ToolCall(string? id, string name, JsonText arguments) => (Id, Name, ArgumentsText, Arguments) = (id, name, arguments.Text, arguments);

    /// <summary>Arguments that came as a value and not as a text.</summary>
    public static ToolCall Of(string? id, string name, JsonElement arguments)
    {
        try
        {
            return new ToolCall(id, name, JsonText.Of(arguments));
        }
        catch (JsonException)
        {
            return new ToolCall(id, name, arguments.GetRawText());
        }
    }

    /// <summary>The same call under another id.</summary>
    public ToolCall WithId(string? id) => this with { Id = id };

    /// <summary>The vendor's id, which the result repeats. Some vendors give none; results then follow in the order of the calls.</summary>
    public string? Id { get; private init; }

    public string Name { get; }

    public string ArgumentsText { get; }

    /// <summary>Null when <see cref="ArgumentsText"/> is not one JSON value.</summary>
    public JsonText? Arguments { get; }

    /// <summary>Why <see cref="Arguments"/> is null.</summary>
    public string? Problem { get; }
}
