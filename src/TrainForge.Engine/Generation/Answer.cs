namespace TrainForge.Engine.Generation;

public enum AnswerEnd
{
    /// <summary>A stop token came.</summary>
    Stop,

    /// <summary>MaxTokens or the model's context was used up.</summary>
    Length,
}

/// <summary>Tokens without the prompt and without the stop token.</summary>
public sealed record Answer(IReadOnlyList<int> Tokens, AnswerEnd End);
