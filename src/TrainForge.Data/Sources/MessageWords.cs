using TrainForge.Conversations;

namespace TrainForge.Data.Sources;

/// <summary>
/// What a message says, for telling whether one conversation goes on in the next request. Callers hand an answer back in
/// other pieces than they got it, without its reasoning and without ids; none of that makes it another answer.
/// </summary>
internal static class MessageWords
{
    public static IEnumerable<string> Of(Message message)
    {
        var role = message.Role.ToString();
        if (message.Text is { Length: > 0 } text)
        {
            yield return $"{role}\0text\0{text}";
        }

        foreach (var part in message.Parts)
        {
            switch (part)
            {
                case ToolCallPart { Call: var call }:
                    yield return $"call\0{call.Name}\0{call.Arguments?.Text ?? call.ArgumentsText}";
                    break;
                case ToolResultPart result:
                    yield return $"result\0{result.Text}";
                    break;
                case MediaPart media:
                    yield return $"{role}\0media\0{media.MediaType}\0{media.Sha256 ?? media.Uri}";
                    break;
                case UnknownPart unknown:
                    yield return $"{role}\0unknown\0{unknown.Raw.Text}";
                    break;
            }
        }
    }
}
