namespace TrainForge.Diagnostics;

// 4: engine and text
public static partial class Rules
{
}
