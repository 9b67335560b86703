namespace TrainForge.Options;

/// <summary>What is known of the tools: what was declared, and of the others what their calls show.</summary>
public sealed record ToolSchemaOptions : ISection
{
    [Setting("Find a schema for tools that none was declared for, from the arguments of their calls.")]
    public bool Infer { get; init; } = true;

    [Setting("A field is required when it stands in so many of the calls, or of the objects in its place, in percent.", Min = 50, Max = 100)]
    public double RequiredPercent { get; init; } = 95;

    [Setting("Tools that were called less often get no schema.", Min = 1, Max = 1_000_000)]
    public int MinCalls { get; init; } = 5;

    [Setting("Calls that a schema found so refuses do not count. They are the few that leave out what nearly all others have.")]
    public bool CheckInferred { get; init; } = true;

    [Setting("So many tools with a schema found so are offered in examples that recorded none: the ones it calls, then the ones called most by its source. 0 offers none.", Min = 0, Max = 1000)]
    public int Offer { get; init; }

    [Setting("What becomes of calls that today's schema of their tool, the one in signatures or else the one declared last, no longer accepts.")]
    public DriftRemedy Drift { get; init; } = DriftRemedy.Tell;

    [Setting("A JSON file with the tools as they are today, from the folder of this file: a list as OpenAI writes it, an MCP server's answer to tools/list, or a map from names to schemas. Empty: the newest recordings tell.", Example = "tools.json", OutsideIdentity = true)]
    public string Signatures { get; init; } = "";
}

public enum DriftRemedy
{
    /// <summary>They count, and the build warns of them.</summary>
    Tell,

    /// <summary>They are context and do not count.</summary>
    Context,
}
