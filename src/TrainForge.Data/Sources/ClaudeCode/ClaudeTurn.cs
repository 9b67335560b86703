using TrainForge.Conversations;

namespace TrainForge.Data.Sources.ClaudeCode;

internal enum ClaudeSpeaker
{
    /// <summary>Says nothing to the model, but others hang on it.</summary>
    Nobody,
    Person,
    Assistant,
    Tool,

    /// <summary>What the harness made of everything before, when the context was full.</summary>
    Summary,
}

/// <summary>One turn, of one record or of several: an answer of the model is written in pieces, results of one answer one by one.</summary>
internal sealed class ClaudeTurn(ClaudeSpeaker speaker, long line)
{
    public ClaudeSpeaker Speaker { get; } = speaker;

    public long Line { get; } = line;

    public string? ParentId { get; init; }

    public bool Sidechain { get; init; }

    public string? MessageId { get; init; }

    /// <summary>Null for a person; otherwise who put these words in the person's mouth.</summary>
    public string? Name { get; init; }

    public DateTimeOffset? Time { get; init; }

    public string? Model { get; init; }

    public string? Session { get; init; }

    public string? Branch { get; init; }

    public string? Folder { get; init; }

    public List<ContentPart> Parts { get; } = [];

    /// <summary>What a person said in the record that also holds results.</summary>
    public List<ContentPart> Aside { get; } = [];

    public List<Truncation> Truncations { get; } = [];

    /// <summary>Of calls in an answer, or of what results answer: each counts once.</summary>
    public HashSet<string> CallIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Set when this turn went into another one.</summary>
    public ClaudeTurn? Into { get; set; }

    /// <summary>Of an assistant's turn: the turn that holds all its results.</summary>
    public ClaudeTurn? Results { get; set; }

    public ClaudeTurn? Parent { get; set; }

    public bool MissesParent { get; set; }

    public bool HasChildren { get; set; }

    public ClaudeTurn Last
    {
        get
        {
            var turn = this;
            while (turn.Into is { } into)
            {
                turn = into;
            }

            return turn;
        }
    }
}
