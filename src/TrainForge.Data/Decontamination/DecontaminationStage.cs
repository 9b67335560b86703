using TrainForge.Conversations;
using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Decontamination;

/// <summary>
/// Leaves out conversations that share a passage with what a model will be judged with, in anything but instructions: also in
/// what a tool answered, as where an agent read the evaluation's file.
/// </summary>
internal sealed class DecontaminationStage(SuiteIndex suites) : ICandidateStage
{
    public const string StageName = "decontamination";
    public const string Reason = "contaminated";

    // Raise it when the same conversation is judged otherwise.
    private const int Contract = 1;

    public string Name => StageName;

    /// <summary>Of the texts that are kept out; empty without any.</summary>
    public string SuitesHash => suites.Hash;

    public string Fingerprint => $"{Contract} {suites.Fingerprint}";

    public Judgement Judge(Candidate candidate)
    {
        foreach (var message in candidate.Trajectory.Messages)
        {
            if (message.Role is not (Role.System or Role.Developer) && Find(message) is { } suite)
            {
                return Judgement.Drop(Reason, suite);
            }
        }

        return Judgement.Keep(candidate);
    }

    private string? Find(Message message) =>
        suites.Find(message.Text, message.Role == Role.User)
        ?? message.Parts.Select(part => part switch
        {
            ReasoningPart thought => suites.Find(thought.Text, asks: false),
            ToolCallPart { Call: var call } => suites.Find(call.ArgumentsText, asks: false),
            ToolResultPart result => suites.Find(result.Text, asks: false),
            _ => null,
        }).FirstOrDefault(suite => suite is not null);
}
