namespace TrainForge.Conversations;

/// <summary>Who speaks. Written in lower case; there is no sixth one, and a reader refuses what it does not know.</summary>
public enum Role
{
    System,
    Developer,
    User,
    Assistant,
    Tool,
}
