namespace TrainForge.Engine;

/// <summary>
/// The number of the numeric contract: every order of additions, every block size, every polynomial. Raised only when trained
/// bits change, so that an upgrade which keeps them does not force a retrain.
/// </summary>
public static class EngineContract
{
    public const int Number = 1;
}
