namespace TrainForge.Conversations;

/// <summary>A tool as it was offered to the model. The schema of its parameters is kept as it was written.</summary>
public sealed record ToolDefinition(string Name, string? Description = null, JsonText? Schema = null);
