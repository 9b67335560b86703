using TrainForge.Data.Pipeline;
using TrainForge.Data.Splits;
using TrainForge.Options;

namespace TrainForge.Data.Balance;

/// <summary>
/// Takes training examples more than once. A copy is made only while every rule that the example falls under stays within its
/// share: with one rule those are floor((p·n − b) / (1 − p)) copies, of n examples of which b fall under it. Everything gets its
/// first copy before anything gets its second.
/// </summary>
internal sealed class OversamplingStage(OversamplingOptions options, IReadOnlyList<string> shellTools) : IWholeStage
{
    public const string StageName = "oversampling";

    private readonly TraitSketch _traits = new(shellTools);

    public string Name => StageName;

    public IReadOnlyList<ISketch> Sketches => options.Rules.Count > 0 ? [_traits] : [];

    public void Run(ExampleTable table, StageLog log, CancellationToken cancel)
    {
        if (options.Rules.Count == 0)
        {
            return;
        }

        var rules = options.Rules.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new Share(r.Key, r.Value)).ToList();
        var train = table.Rows.Where(r => !r.IsValid).ToList();
        var all = train.Sum(r => (long)r.Copies);
        var wanted = Wanted(train, rules);
        foreach (var (row, under, _) in wanted)
        {
            under.ForEach(rule => rule.Now += row.Copies);
        }

        rules.ForEach(rule => rule.Before = rule.Now);

        // Copies under one rule make room under another, so it goes on until nobody gets any.
        for (var (round, made) = (2, false); ; round++)
        {
            cancel.ThrowIfCancellationRequested();
            var open = false;
            foreach (var (row, under, copies) in wanted)
            {
                open |= copies > round;
                if (row.Copies is > 0 and var now && now < Math.Min(round, copies) && under.TrueForAll(rule => rule.Allows(all)))
                {
                    row.Copies++;
                    all++;
                    made = true;
                    under.ForEach(rule => rule.Now++);
                }
            }

            if (!open)
            {
                if (!made)
                {
                    break;
                }

                (round, made) = (1, false);
            }
        }

        rules.ForEach(rule => log.Count(rule.Name, rule.Before, rule.Now));
    }

    // In an order of chance, so that a share that ends the copies ends them anywhere.
    private List<(ExampleRow Row, List<Share> Under, int Copies)> Wanted(List<ExampleRow> train, List<Share> rules) =>
    [
        .. train.Select(row => (Row: row, Under: Under(row, rules)))
            .Where(w => w.Under.Count > 0)
            .OrderBy(w => Draw.Place(w.Row.Id, options.Seed)).ThenBy(w => w.Row.Id, StringComparer.Ordinal)
            .Select(w => (w.Row, w.Under, Copies(w.Under.Max(rule => rule.Rule.Factor), w.Row.Id))),
    ];

    private List<Share> Under(ExampleRow row, List<Share> rules)
    {
        var traits = Traits.Read(row.Sketch(_traits));
        return rules.FindAll(rule => rule.IsFor(row, traits));
    }

    // Of 2.5 every second one is 3.
    private int Copies(double factor, string id)
    {
        var whole = Math.Floor(factor);
        return (int)whole + (Draw.Place($"{id} more", options.Seed) < factor - whole ? 1 : 0);
    }

    /// <summary>A rule, and how many training examples are under it, copies counted.</summary>
    private sealed class Share(string name, OversamplingRule rule)
    {
        public string Name => name;

        public OversamplingRule Rule => rule;

        public long Before { get; set; }

        public long Now { get; set; }

        // In decimals: 29 percent of 100 are 29.
        public bool Allows(long all) => 100m * (Now + 1) <= (decimal)rule.MaxPercent * (all + 1);

        public bool IsFor(ExampleRow row, Traits traits) => rule.When switch
        {
            OversamplingReason.MultiTurn => traits.IsMultiTurn,
            OversamplingReason.ErrorRecovery => traits.IsRecovery,
            OversamplingReason.Concluding => traits.IsConcluding,
            OversamplingReason.Tool => traits.Calls.Any(c => rule.Matches.Any(m => c.Category == m || c.Category.StartsWith($"{m}:", StringComparison.Ordinal))),
            OversamplingReason.Project => row.Project is { } project && rule.Matches.Contains(project, StringComparer.Ordinal),
            OversamplingReason.Group => rule.Matches.Any(m => row.RecordedGroup.StartsWith(m, StringComparison.Ordinal)),
            OversamplingReason.Source => rule.Matches.Contains(row.Source, StringComparer.Ordinal),
            OversamplingReason.Tag => row.Tags.Any(tag => rule.Matches.Any(m => IsTag(tag, m))),
            _ => throw new InvalidOperationException($"No examples are known for {rule.When}."),
        };

        // Of our tests a tag is 'kind=refund', of other sources 'kind:refund'.
        private static bool IsTag(string tag, string match) =>
            tag.StartsWith(match, StringComparison.Ordinal) && (tag.Length == match.Length || tag[match.Length] is '=' or ':');
    }
}
