using System.Runtime.CompilerServices;
using TrainForge.Conversations;
using TrainForge.Redaction;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Redacts what the sources yield and makes one candidate of everything that says the same. The latest judgement holds: the
/// test may have been mended since. Order, number and place of the sightings leave no trace in what comes out.
/// </summary>
/// <remarks>Holds every conversation in memory: nothing can go on before the last source has been read.</remarks>
internal sealed class Gathering(TrajectoryRedaction redaction)
{
    public async IAsyncEnumerable<Candidate> RunAsync(IAsyncEnumerable<Sighting> sightings, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        await foreach (var sighting in sightings.WithCancellation(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            var counts = new RedactionCounts();
            var normal = NormalForm.Of(redaction.Redact(sighting.Trajectory, counts));
            var id = ContentId.Of(normal);
            found[id] = found.TryGetValue(id, out var known)
                ? known with { Occurrences = [.. known.Occurrences, sighting.Occurrence] }
                : new Candidate(id, normal, [sighting.Occurrence], counts);
        }

        foreach (var candidate in found.Values.OrderBy(c => c.Group, StringComparer.Ordinal).ThenBy(c => c.Trajectory.TestId, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal))
        {
            yield return Judged(candidate);
        }
    }

    // An attempt that never ended judged nothing, whenever it was.
    private static Candidate Judged(Candidate candidate)
    {
        var seen = candidate.Occurrences
            .OrderBy(o => o.Label is not { Outcome: Outcome.None })
            .ThenBy(o => o.Time ?? DateTimeOffset.MinValue)
            .ThenBy(o => o.Place, StringComparer.Ordinal)
            .ToList();
        return candidate with { Occurrences = seen, Trajectory = candidate.Trajectory with { Label = seen[^1].Label } };
    }
}
