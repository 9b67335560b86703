namespace TrainForge.Diagnostics;

// 6: runs and launchers
public static partial class Rules
{
}
