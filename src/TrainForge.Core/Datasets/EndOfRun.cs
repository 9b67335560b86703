using TrainForge.Options;

namespace TrainForge.Datasets;

/// <summary>
/// Who asks for the build when the tests are over. The test console or the testing platform does it where one is there, because
/// it comes last and its output is seen; otherwise the test framework's own hook does. Said through the environment because
/// console, host and test process are up to three processes, each started by the one before.
/// </summary>
public static class EndOfRun
{
    // Constants, so that a hook may ask without loading this assembly: in a suite that calls no model it is needed for nothing else.
    public const string Variable = "TRAINFORGE_END_OF_RUN";
    public const string Taken = "taken";

    /// <summary>From now on this process asks, for itself and for the processes it starts.</summary>
    public static void TakeOver() => Environment.SetEnvironmentVariable(Variable, Taken);

    /// <summary>Whether a test console or the testing platform is there, which also hears how every test ended.</summary>
    public static bool IsTaken => Environment.GetEnvironmentVariable(Variable) == Taken;

    /// <summary>What recording has left to do when the tests are over, where it knows that only from the testing platform.</summary>
    public static event Action? Finishing;

    /// <summary>The tests of this process are over. Does not throw more than its listeners do.</summary>
    public static void Finish() => Finishing?.Invoke();

    /// <summary>What a test framework's hook calls after the last test of an assembly. Does not throw.</summary>
    /// <param name="hasStashed">Whether this process left anything to build from.</param>
    public static BuildReply RequestUnlessTaken(bool hasStashed) =>
        hasStashed && !IsTaken
            ? BuildRequest.Send(RuntimeSettings.Read(), CancellationToken.None)
            : new BuildReply(BuildOutcome.LeftToAnother);
}
