using System.Runtime.CompilerServices;

namespace TrainForge.Data.Pipeline;

/// <summary>Judges one item by itself. Null keeps it; anything else is the reason why not.</summary>
public interface ICandidateFilter
{
    string Name { get; }

    string? ReasonToDrop(Candidate candidate);
}

/// <summary>Runs one filter over the stream.</summary>
public sealed class FilterStage(ICandidateFilter filter) : IStage<Candidate, Candidate>
{
    public string Name => filter.Name;

    public async IAsyncEnumerable<Candidate> RunAsync(IAsyncEnumerable<Candidate> items, StageLog log, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var candidate in items.WithCancellation(cancel))
        {
            if (filter.ReasonToDrop(candidate) is { } reason)
            {
                log.Drop(candidate.Id, reason, candidate.Trajectory.TestId);
            }
            else
            {
                yield return candidate;
            }
        }
    }
}
