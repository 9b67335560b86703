namespace TrainForge.Diagnostics;

// 3: store, files and locks
public static partial class Rules
{
}
