namespace TrainForge.Diagnostics;

// 5: capture and hooks
public static partial class Rules
{
}
