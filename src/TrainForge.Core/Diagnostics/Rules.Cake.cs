namespace TrainForge.Diagnostics;

// 8: Cake
public static partial class Rules
{
}
