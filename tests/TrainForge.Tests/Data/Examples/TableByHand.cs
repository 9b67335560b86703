using TrainForge.Conversations;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources;
using TrainForge.Datasets;

namespace TrainForge.Tests.Data.Examples;

/// <summary>A table of examples by hand: conversations by their words, sketched as a build would.</summary>
internal sealed class TableByHand
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Example> _examples = new(StringComparer.Ordinal);
    private readonly List<ExampleRow> _rows = [];
    private readonly List<ExampleRow> _rejected = [];

    /// <summary>Of every conversation.</summary>
    public string Source { get; init; } = StashSource.KindName;

    public IReadOnlyList<ISketch> Sketches { get; init; } = [TurnSketch.Instance, ClassSketch.Instance];

    public IReadOnlyList<ExampleRow> All => [.. _rows, .. _rejected];

    public ExampleTable Table => new(_rows, Load) { Rejected = _rejected };

    public ExampleRow this[string id] => All.Single(r => r.Id == id);

    public Example Load(ExampleRow row) => _examples[row.Id];

    public static Message User(string text) => new(Role.User, text);

    public static Message Says(string text) => new(Role.Assistant, text);

    /// <summary>An attempt of a test, in a run at a minute.</summary>
    public ExampleRow Attempt(string id, string test, Outcome outcome, int run, params Message[] messages) =>
        Add(id, test, test, new Occurrence($"run-{run}/{id}", new OutcomeLabel(outcome) { TestId = test, RunId = $"run-{run}" }, Begin.AddMinutes(run)), messages);

    /// <summary>What somebody chose, or did not.</summary>
    public ExampleRow Choice(string id, string pair, bool isChosen, params Message[] messages) =>
        Add(id, pair, test: null, new Occurrence(pair, Label: null, Begin) { Preference = new Preference(pair, isChosen) }, messages);

    public ExampleRow Add(string id, string group, string? test, Occurrence seen, IReadOnlyList<Message> messages, IReadOnlyList<ToolDefinition>? tools = null)
    {
        var example = new Example
        {
            Id = id,
            Group = group,
            Source = Source,
            Test = test,
            Messages = messages,
            Trained = [.. messages.Select(m => m.Role == Role.Assistant)],
            Tools = tools ?? [],
            Terms = new SourceTerms { Model = $"model-of-{id}" },
        };
        _examples[id] = example;
        var row = new ExampleRow { Id = id, Source = Source, Group = group, Test = test, Label = seen.Label, Occurrences = [seen], Terms = example.Terms };
        foreach (var sketch in Sketches)
        {
            row.Add(sketch, sketch.Of(example));
        }

        (seen.Label is { Outcome: not Outcome.Passed } || seen.Preference is { IsChosen: false } ? _rejected : _rows).Add(row);
        return row;
    }

    /// <summary>Marks an example's turn as context, as a refused call is.</summary>
    public void Untrain(string id, int message)
    {
        var example = _examples[id];
        _examples[id] = example with { Trained = [.. example.Trained.Select((t, i) => t && i != message)] };
        var row = new ExampleRow { Id = id, Source = Source, Group = this[id].Group, Test = this[id].Test, Label = this[id].Label, Occurrences = this[id].Occurrences };
        foreach (var sketch in Sketches)
        {
            row.Add(sketch, sketch.Of(_examples[id]));
        }

        foreach (var list in new[] { _rows, _rejected }.Where(l => l.Any(r => r.Id == id)))
        {
            list[list.FindIndex(r => r.Id == id)] = row;
        }
    }
}
