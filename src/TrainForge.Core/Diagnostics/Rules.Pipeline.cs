namespace TrainForge.Diagnostics;

// 2: data pipeline
public static partial class Rules
{
}
