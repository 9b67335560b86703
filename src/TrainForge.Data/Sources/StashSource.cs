using System.Runtime.CompilerServices;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources;

/// <summary>The stashes of test runs. One stash may hold several conversations; each carries the label of its test attempt.</summary>
/// <param name="folder">stashes/, or any folder with stashes below it.</param>
/// <param name="only">Places to read, all others are passed over; null reads everything.</param>
public sealed class StashSource(string folder, IReadOnlySet<string>? only = null) : ISource
{
    public string Kind => "stash";

    public async IAsyncEnumerable<Sighting> ReadAsync(SourceLog log, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        var stashes = StashReader.Find(folder).Where(stash => only?.Contains(Place(stash)) != false).ToList();
        var verdicts = Verdicts.Of(stashes, log, cancel);
        foreach (var stash in stashes)
        {
            cancel.ThrowIfCancellationRequested();
            var place = Place(stash);
            var content = StashReader.Read(stash);
            log.Opened(place);
            log.Tell(content.Problems);
            log.Note("stashes");
            log.Note("bad-lines", content.BadLines);
            log.Note("never-ended", content.HasEnded ? 0 : 1);
            log.Note("no-interactions", content.Interactions.Count == 0 ? 1 : 0);
            foreach (var sighting in Conversations(content, place, verdicts))
            {
                log.Note("conversations");
                yield return sighting;
            }
        }
    }

    private string Place(string stash) => Path.GetRelativePath(folder, stash).Replace('\\', '/');

    private static IEnumerable<Sighting> Conversations(StashContent content, string place, Verdicts verdicts)
    {
        var metadata = content.Metadata;
        var test = metadata is null ? null : TestFamily.Test(metadata);
        var outcome = verdicts.Outcome(content);
        var label = new OutcomeLabel(outcome)
        {
            InProcess = metadata is not null && metadata.Outcome != outcome ? metadata.Outcome : null,
            TestId = test,
            RunId = metadata?.RunId,
            Attempt = metadata?.Attempt ?? 1,
            Flaky = verdicts.IsFlaky(content),
        };

        var number = 0;
        foreach (var thread in StashConversations.Of(content.Interactions, $"{place}/{StashPaths.Interactions}"))
        {
            yield return new Sighting(
                new Trajectory
                {
                    Id = $"stash:{place}#{++number}",
                    Source = "stash",
                    TestId = test,
                    Group = metadata is null ? null : TestFamily.Of(metadata),
                    Messages = thread.Messages,
                    Tools = thread.Tools,
                    Label = label,
                    Terms = Terms(metadata?.Terms ?? new SourceTerms(), thread),
                    Started = thread.Started,
                    Ended = thread.Ended,
                    Git = metadata?.Git,
                    Truncations = thread.Truncations,
                },
                new Occurrence(place, label, metadata?.Timestamp) { Commit = metadata?.Git is { Dirty: not true } git ? git.Commit : null });
        }
    }

    // What was said of the whole stash is meant; what the call itself tells fills the gaps.
    private static SourceTerms Terms(SourceTerms terms, ConversationThread thread) =>
        terms with { Vendor = terms.Vendor ?? thread.Provider, Model = terms.Model ?? thread.Model };
}
