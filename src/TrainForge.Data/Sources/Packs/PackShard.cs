using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Pipeline.Shards;
using TrainForge.Data.Sources.Projects;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Sources.Packs;

/// <summary>One imported file, with what its last conversation goes on to in others, and without what goes on from others.</summary>
/// <param name="joins">Null where no conversation leaves its file.</param>
internal sealed class PackShard(ImportedFile pack, ITranscriptReader reader, FileJoins? joins) : IShard
{
    private readonly ProjectList _projects = new(pack.Facts.Folders);

    public string Place => pack.Place;

    public IReadOnlyList<string> Files { get; } = [pack.Path];

    public string About => joins?.About(pack) ?? "";

    public bool Read(ShardResult result, Action<Sighting> take, CancellationToken cancel)
    {
        result.Log.Opened(pack.Place);
        var report = new ReadReport(pack.Path);
        try
        {
            foreach (var conversation in Conversations(pack, reader, report, cancel))
            {
                if (joins is null)
                {
                    Take(conversation);
                }
                else if (!joins.IsContinuation(pack, conversation.Id))
                {
                    Take(joins.Complete(pack, conversation, reader, cancel));
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            result.Log.Note("bad-packs");
            result.Log.Tell([Rules.PackUnreadable.At(new SourcePoint(pack.Path), e.Message)]);
            return false;
        }

        report.Note("imports");
        foreach (var note in report.Notes)
        {
            result.Log.Note(note.Key, note.Value);
        }

        return true;

        void Take(Trajectory conversation) => take(new Sighting(
            _projects.Assign(conversation) with { Terms = pack.Facts.Terms.Or(conversation.Terms) },
            new Occurrence(pack.Place, conversation.Label, conversation.Started)
            {
                Preference = conversation.Preference,
                Commit = conversation.Git is { Dirty: not true } git ? git.Commit : null,
            }));
    }

    internal static IEnumerable<Trajectory> Conversations(ImportedFile pack, ITranscriptReader reader, ReadReport report, CancellationToken cancel) =>
        reader.Read(new Transcript(pack.Facts.Name, pack.Facts.Sha256, Pack.ReadLines(pack.Path, report)), report, cancel);
}
