using TrainForge.Conversations;
using TrainForge.Datasets;

namespace TrainForge.Data.Audit;

/// <summary>An example as the checks look at it.</summary>
internal sealed class AuditedRow(Example example)
{
    public Example Example => example;

    /// <summary>Turns a model learns to say.</summary>
    public IReadOnlyList<Message> Trained { get; } = [.. example.Messages.Where((_, i) => example.Trained[i])];

    /// <summary>What it learns to say last; null when the last turn is a call.</summary>
    public string? LastText { get; } = example.Messages is [.., { Role: Role.Assistant } last] && last.Text.Trim() is { Length: > 0 } text ? text : null;

    public IEnumerable<ToolCall> TrainedCalls => Trained.SelectMany(m => m.ToolCalls);

    /// <summary>Texts, thoughts and arguments a model learns to write.</summary>
    public IEnumerable<string> TrainedTexts => Trained.Select(m => m.Text).Concat(Trained.SelectMany(m => m.Parts.OfType<ReasoningPart>()).Select(p => p.Text)).Concat(TrainedCalls.Select(c => c.ArgumentsText));

    /// <summary>Everything a model sees, results of tools among it.</summary>
    public IEnumerable<string> AllTexts => example.Messages.SelectMany(m =>
        m.Parts.OfType<ReasoningPart>().Select(p => p.Text).Append(m.Text).Concat(m.ToolResults.Select(r => r.Text)).Concat(m.ToolCalls.Select(c => c.ArgumentsText)));
}
