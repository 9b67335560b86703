namespace TrainForge.Diagnostics;

// 9: decisions and agents
public static partial class Rules
{
}
