namespace TrainForge.Benchmarks;

/// <summary>Something that can be measured by name.</summary>
internal sealed record Benchmark(string Name, string Summary, Func<Contest> Prepare);

/// <summary>
/// Contenders that are measured in turns: one run of each per round, every second round backwards. On a busy machine a noisy
/// minute then hits all of them, and their ratio stays true where a single figure does not.
/// </summary>
/// <param name="Rounds">Each contender runs once in each.</param>
/// <param name="Contenders">The first is what the others are compared with.</param>
/// <param name="Owner">Goes with the contest.</param>
/// <param name="InProcess">Processor time of this process instead of the clock's.</param>
/// <param name="OfChildren">Processor time of the processes that were started, and of those they started.</param>
internal sealed record Contest(int Rounds, IReadOnlyList<Contender> Contenders, IDisposable? Owner = null, bool InProcess = false, bool OfChildren = false) : IDisposable
{
    public void Dispose() => Owner?.Dispose();
}

/// <param name="Name">What is run.</param>
/// <param name="Unit">What <paramref name="Amount"/> counts, such as MB (1,000,000 bytes). Empty when only the time matters.</param>
/// <param name="Amount">How much of it one run handles.</param>
/// <param name="Run">One run.</param>
/// <param name="Against">The name of the contender it is compared with; none is compared with the first.</param>
internal sealed record Contender(string Name, string Unit, double Amount, Action Run, string? Against = null);
