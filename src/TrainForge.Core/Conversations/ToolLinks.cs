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
        var open = new OpenCalls();
        var orphans = new List<ToolResultPart>();
        for (var i = 0; i < messages.Count; i++)
        {
            foreach (var part in messages[i].Parts)
            {
                if (part is ToolCallPart { Call: var call })
                {
                    open.Add(new ToolLink(call, i, null, -1));
                }
                else if (part is ToolResultPart result && !open.Answer(result, i))
                {
                    orphans.Add(result);
                }
            }
        }

        return new ToolLinks(open.Links, orphans);
    }
}

/// <summary>A call and its result. Messages are given by their place in the conversation; -1 and null when nobody answered.</summary>
public sealed record ToolLink(ToolCall Call, int CallMessage, ToolResultPart? Result, int ResultMessage);
