using TrainForge.Diagnostics;

namespace TrainForge.Options;

/// <summary>Which conversations and which turns are worth training on. The score is a sum; every term of it stands here.</summary>
public sealed record QualityOptions : ISection
{
    [Setting("Classes that are trained on. What is left out can still be the worse side of a comparison.", OneOf = ["high", "medium", "low"], Min = 1, Max = 3)]
    public IReadOnlyList<string> TrainOn { get; init; } = ["high", "medium"];

    [Setting("A conversation with this score or more is of class high.")]
    public double High { get; init; } = 3;

    [Setting("A conversation with this score or more, and less than high, is of class medium; below it is low. Without anything a user said it is low whatever its score.")]
    public double Medium { get; init; } = 0.5;

    [Setting("What the score is made of.")]
    public QualityWeights Weights { get; init; } = new();

    [Setting("Conversations with fewer messages are left out.", Min = 0, Max = 1000)]
    public int MinMessages { get; init; } = 2;

    [Setting("Conversations that begin in the middle ('continue', 'go on', the summary of an older session) are left out, since what they go on with is not there.")]
    public bool ContinuationPrompts { get; init; } = true;

    [Setting("Conversations whose first question is shorter, in characters, are left out; 0 leaves none out.", Min = 0, Max = 10_000)]
    public int MinPromptCharacters { get; init; }

    [Setting("Answers longer than fabrication_reply_characters to a question shorter than this, without a call before them, do not count: where little was asked, much is made up. 0 lets all count.", Min = 0, Max = 10_000)]
    public int FabricationPromptCharacters { get; init; }

    [Setting("See fabrication_prompt_characters.", Min = 1, Max = 1_000_000)]
    public int FabricationReplyCharacters { get; init; } = 600;

    [Setting("Blocks that a harness writes into a user's turn (reminders, output of commands and hooks) are taken out of it.")]
    public bool StripInjected { get; init; } = true;

    [Setting("Turns that answer a notification of a background task do not count: nobody asked.")]
    public bool TaskNotifications { get; init; } = true;

    [Setting("Tools whose calls do not count, by name or as 'source:name'. By default those of Claude Code that talk to the person in front of it or to itself.", Max = 1000)]
    public IReadOnlyList<string> SkipTools { get; init; } =
    [
        "claude-code:AskUserQuestion", "claude-code:TodoWrite", "claude-code:TaskCreate", "claude-code:TaskUpdate", "claude-code:TaskGet", "claude-code:TaskList", "claude-code:TaskOutput",
        "claude-code:TaskStop", "claude-code:EnterPlanMode", "claude-code:ExitPlanMode", "claude-code:ListMcpResourcesTool", "claude-code:SlashCommand", "claude-code:Skill",
    ];

    [Setting("Calls count only when their tool was offered with a schema of its arguments.")]
    public bool RequireSchema { get; init; }

    [Setting("Calls whose arguments their tool's schema refuses do not count.")]
    public bool CheckSchema { get; init; } = true;

    [Setting("The same call with the same arguments counts so many times one after another; 0 sets no limit.", Min = 0, Max = 1000)]
    public int MaxIdenticalCalls { get; init; } = 2;

    [Setting("Arguments with more identical lines one after another than this, in any text of them, do not count; 0 sets no limit.", Min = 0, Max = 10_000)]
    public int MaxRepeatedLines { get; init; } = 3;

    [Setting("Arguments with a text longer than this, in characters, do not count; 0 sets no limit.", Min = 0, Max = 10_000_000)]
    public int MaxArgumentCharacters { get; init; } = 20_000;

    [Setting("Marks of a text that was cut off. Arguments with one near the end of a text do not count.", Max = 100)]
    public IReadOnlyList<string> TruncationMarkers { get; init; } = ["[truncated", "[TRUNCATED", "(truncated", "<truncated", "[output truncated", "[content truncated"];

    [Setting("Marks of chat templates. Arguments with one in any text of them do not count: the template leaked into the call.", Max = 100)]
    public IReadOnlyList<string> LeakedMarkers { get; init; } =
        ["<tool_call>", "</tool_call>", "<|im_start|>", "<|im_end|>", "<|eot_id|>", "<|start_header_id|>", "<|endoftext|>", "[TOOL_CALLS]"];

    public IEnumerable<Diagnostic> CheckTogether(Places places)
    {
        if (Medium > High)
        {
            yield return Rules.OptionOutOfRange.At(places.Of("medium"), places.Name("medium"), Medium, "at most high");
        }

        foreach (var name in TrainOn.Where(n => n is not ("high" or "medium" or "low")))
        {
            yield return Rules.OptionOutOfRange.At(places.Of("train_on"), places.Name("train_on"), $"'{name}'", "a list of high, medium and low");
        }
    }
}

/// <summary>The terms of a conversation's score.</summary>
public sealed record QualityWeights : ISection
{
    [Setting("A user said something and the model answered.")]
    public double Answered { get; init; } = 1.5;

    [Setting("Each call whose tool did not fail, up to max_calls of them.")]
    public double Call { get; init; } = 0.75;

    [Setting("More calls than this add nothing.", Min = 0, Max = 1000)]
    public int MaxCalls { get; init; } = 3;

    [Setting("It has more than one step: a call and something said beside it.")]
    public double MultiStep { get; init; } = 0.5;

    [Setting("Decisions were logged in it.")]
    public double Decision { get; init; } = 0.5;

    [Setting("Taken off when every step failed; when some did, their share of it.", Min = 0)]
    public double Errors { get; init; } = 1;

    [Setting("Times how far the recorded confidence is above 0.5 or below. Nothing where none was recorded.")]
    public double Confidence { get; init; } = 4;
}
