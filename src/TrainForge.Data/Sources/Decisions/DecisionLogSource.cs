using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Sources.Packs;

namespace TrainForge.Data.Sources.Decisions;

/// <summary>The decision log below the root itself. It is read as it is at this moment; whoever writes it appends.</summary>
internal sealed class DecisionLogSource(string path) : ISource
{
    public const string KindName = "decisions";
    public const string Place = "decisions.jsonl";

    public string Kind => KindName;

    public IReadOnlyList<IShard> Shards(IReadOnlyList<ShardResult> overview, SourceLog log, CancellationToken cancel) => [new Shard(path)];

    private sealed class Shard(string path) : IShard
    {
        public string Place => DecisionLogSource.Place;

        public IReadOnlyList<string> Files { get; } = [path];

        public bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel)
        {
            result.Log.Opened(Place);
            var report = new ReadReport(path);
            using var original = OriginalFile.Measure(path, [], holdsDocuments: false);
            foreach (var conversation in new DecisionReader().Read(new Transcript(Place, original.Sha256, original.Lines(report)), report, cancel))
            {
                take(new Sighting(conversation, new Occurrence(Place, conversation.Label, conversation.Started) { Preference = conversation.Preference }));
            }

            result.Log.Tell(report.Problems);
            foreach (var (note, count) in report.Notes)
            {
                result.Log.Note(note, count);
            }

            return true;
        }
    }
}
