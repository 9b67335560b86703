using System.Text;
using System.Text.Json;

namespace TrainForge.Conversations;

/// <summary>
/// One JSON value as it was written, without the white space between its tokens: numbers, escapes, the order of keys and
/// repeated keys stay as they came. It is one line, always. Two are equal when their text is.
/// </summary>
public sealed record JsonText
{
    /// <summary>Deeper values are refused: they come from no tool and would cost a reader its stack.</summary>
    public const int MaxDepth = 128;

    // Not null only where somebody asked for it: most values are written once.
    private readonly byte[]? _utf8;

    // Several stages ask for it, one after the other; of two threads that parse at once either result will do.
    private Parsed? _parsed;

    private JsonText(string text, byte[]? utf8 = null) => (Text, _utf8) = (text, utf8);

    public static JsonText EmptyObject { get; } = new("{}");

    public string Text { get; }

    /// <summary>
    /// For text that a writer of ours has just made of strings, numbers and switches: it is one value, on one line, and not deep. Nothing is
    /// looked at again, because a recorded call has no time for that.
    /// </summary>
    public static JsonText Written(string text) => new(text);

    /// <exception cref="JsonException">The text is not exactly one JSON value.</exception>
    public static JsonText Parse(string text)
    {
        if (!text.AsSpan().TrimStart(" \t\r\n").IsEmpty)
        {
            RequireOneValue(text);
            RequireWholeLetters(text);
            return new JsonText(Compact(text));
        }

        throw new JsonException("The text is empty; it must be one JSON value.");
    }

    public static JsonText? TryParse(string? text)
    {
        try
        {
            return text is null ? null : Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <exception cref="JsonException">The value is too deep, or holds half a letter.</exception>
    public static JsonText Of(JsonElement value)
    {
        var text = value.GetRawText();
        RequireWholeLetters(text);
        return new JsonText(Compact(text));
    }

    /// <summary>The parsed value; it stays valid and needs no disposing.</summary>
    public JsonElement ToElement()
    {
        if (_parsed is not { } parsed)
        {
            using var document = JsonDocument.Parse(Text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            _parsed = parsed = new Parsed(document.RootElement.Clone());
        }

        return parsed.Value;
    }

    /// <summary>The same value with its bytes at hand, for one that is written with every call.</summary>
    public JsonText Kept() => new(Text, Encoding.UTF8.GetBytes(Text));

    internal byte[]? Utf8 => _utf8;

    public bool Equals(JsonText? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private static void RequireOneValue(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (ArgumentException e)
        {
            // Not an escape but the half itself, as streams leave it that are cut between two halves.
            throw new JsonException("The text holds half of a surrogate pair, which is no letter.", e);
        }
    }

    // An escape may name half of a surrogate pair. It is JSON all the same, but no reader of ours can make text of it.
    private static void RequireWholeLetters(string text)
    {
        if (!text.Contains("\\u", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                JsonFields.Whole(ref reader);
            }
        }
    }

    // Only for text that was parsed before: white space outside strings is then the only thing that can be left out.
    private static string Compact(string json)
    {
        StringBuilder? compact = null;
        int at = 0, from = 0, depth = 0;
        while (at < json.Length)
        {
            var c = json[at];
            if (c == '"')
            {
                at = EndOfString(json, at + 1);
                continue;
            }

            if (c is ' ' or '\t' or '\r' or '\n')
            {
                compact = (compact ?? new StringBuilder(json.Length)).Append(json, from, at - from);
                from = at + 1;
            }

            depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            if (depth > MaxDepth)
            {
                throw new JsonException($"The value is deeper than {MaxDepth}.");
            }

            at++;
        }

        return compact is null ? json : compact.Append(json, from, json.Length - from).ToString();
    }

    private static int EndOfString(string json, int at)
    {
        while (true)
        {
            at += json.AsSpan(at).IndexOfAny('"', '\\');
            if (json[at] == '"')
            {
                return at + 1;
            }

            at += 2;
        }
    }

    private sealed record Parsed(JsonElement Value);
}
