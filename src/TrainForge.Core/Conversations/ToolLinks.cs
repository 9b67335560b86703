namespace TrainForge.Conversations;

/// <summary>Which result answers which call: by id among the calls still open, else by position. Never by text.</summary>
public sealed class ToolLinks
{
    private ToolLinks(IReadOnlyList<ToolLink> links, IReadOnlyList<ToolResultPart> orphans)
    {
        All = links;
        Orphans = orphans;
    }

    /// <summary>Every call of the conversation, in order.</summary>
    public IReadOnlyList<ToolLink> All { get; }

    /// <summary>Results without a call.</summary>
    public IReadOnlyList<ToolResultPart> Orphans { get; }

    public static ToolLinks Of(IReadOnlyList<Message> messages)
    {
        var links = new List<ToolLink>();
        var orphans = new List<ToolResultPart>();
        for (var i = 0; i < messages.Count; i++)
        {
            foreach (var part in messages[i].Parts)
            {
                if (part is ToolCallPart { Call: var call })
                {
                    links.Add(new ToolLink(call, i, null, -1));
                }
                else if (part is ToolResultPart result)
                {
                    var open = Find(links, result);
                    if (open < 0)
                    {
                        orphans.Add(result);
                    }
                    else
                    {
                        links[open] = links[open] with { Result = result, ResultMessage = i };
                    }
                }
            }
        }

        return new ToolLinks(links, orphans);
    }

    // An id is used again by vendors that count per turn: the first call still open is meant. A result whose id fits no call
    // is nobody's, but one without an id belongs to the first open call of its name.
    private static int Find(List<ToolLink> links, ToolResultPart result) => links.FindIndex(link =>
        link.Result is null
        && (result.CallId is null || link.Call.Id is null
            ? result.Name is null || result.Name == link.Call.Name
            : result.CallId == link.Call.Id));
}

/// <summary>A call and its result. Messages are given by their place in the conversation; -1 and null when nobody answered.</summary>
public sealed record ToolLink(ToolCall Call, int CallMessage, ToolResultPart? Result, int ResultMessage);
