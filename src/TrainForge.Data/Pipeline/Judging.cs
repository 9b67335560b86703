using TrainForge.Data.Pipeline.Shards;

namespace TrainForge.Data.Pipeline;

/// <summary>
/// Goes through the stages that judge conversations once more, in their order, with what is known now that all were seen: which
/// of them let each one through was found while it was read, and the verdict of its test is final.
/// </summary>
internal sealed class Judging(StagePlan plan)
{
    private readonly Dictionary<string, StageLog> _stages = plan.Conversations.ToDictionary(s => s.Name, s => new StageLog(s.Name), StringComparer.Ordinal);
    private readonly StageLog _maker = new(plan.Maker.Name);
    private readonly List<ExampleRow> _rows = [];
    private readonly List<ExampleRow> _rejected = [];

    public IReadOnlyList<ExampleRow> Rows => _rows;

    public IReadOnlyList<ExampleRow> Rejected => _rejected;

    public IEnumerable<StageLog> Logs => plan.Conversations.Select(s => _stages[s.Name]).Append(_maker);

    public void Judge(Gathered conversation)
    {
        var isLeftOut = IsLeftOut(conversation);
        if (!isLeftOut)
        {
            Make(conversation);
        }

        foreach (var example in conversation.What.Examples)
        {
            (isLeftOut || example.IsRejected ? _rejected : _rows).Add(Row(conversation, example));
        }
    }

    private bool IsLeftOut(Gathered conversation)
    {
        var what = conversation.What;
        foreach (var stage in plan.Conversations)
        {
            var log = _stages[stage.Name];
            log.Came();
            foreach (var note in what.Notes.Where(n => n.Stage == stage.Name))
            {
                log.Note(note.Name, note.Count);
            }

            var reason = stage.Outcome is { } outcome ? outcome.ReasonToDrop(conversation.Seen, conversation.Label)
                : what.Dropped is var (name, why, _) && name == stage.Name ? why
                : null;
            if (reason is not null)
            {
                log.Drop(what.Id, reason, what.Test, found: what.Dropped is { Found: var found } dropped && dropped.Stage == stage.Name ? found : null);
                return true;
            }

            log.Went();
        }

        return false;
    }

    private void Make(Gathered conversation)
    {
        var what = conversation.What;
        _maker.Came();
        _maker.Went(what.Examples.Count(e => !e.IsRejected));
        if (what.CutFrom is { } from)
        {
            _maker.Cut(what.Id, what.MakerReason!, what.Test, from);
        }
        else if (what.MakerReason is { } reason)
        {
            _maker.Drop(what.Id, reason, what.Test);
        }
    }

    private ExampleRow Row(Gathered conversation, StoredExample example)
    {
        var what = conversation.What;
        var row = new ExampleRow
        {
            Id = example.Id,
            Source = what.Source,
            Group = example.Group,
            Test = what.Test,
            Label = conversation.Label,
            Occurrences = conversation.Seen,
            Terms = conversation.Terms,
            Content = example.Content,
            Stored = example,
        };
        foreach (var (sketch, bytes) in plan.Sketches.Zip(example.Sketches))
        {
            row.Add(sketch, bytes);
        }

        return row;
    }
}
