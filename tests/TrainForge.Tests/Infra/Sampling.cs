using FsCheck;

namespace TrainForge.Tests.Infra;

/// <summary>How much a test tries: a seeded sample, or with TRAINFORGE_FULL=1 the full count.</summary>
internal static class Sampling
{
    public static bool Full { get; } = Environment.GetEnvironmentVariable("TRAINFORGE_FULL") == "1";

    public static int Count(int sample, int full) => Full ? full : sample;

    public static Config Of(int sample) => Config.QuickThrowOnFailure
        .WithMaxTest(Count(sample, sample * 100))
        .WithReplay(20260301, 4242424243);
}
