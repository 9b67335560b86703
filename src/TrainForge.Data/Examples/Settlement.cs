using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>What became of the examples once all stages have run.</summary>
internal sealed record Remaining
{
    /// <summary>What is still in the dataset, its side known.</summary>
    public required IReadOnlyList<ExampleRow> Rows { get; init; }

    /// <summary>The example that stands for another that was left out as its duplicate; null when none does.</summary>
    public required Func<string, string?> KeptInstead { get; init; }

    /// <summary>The side of a group none of whose examples is left.</summary>
    public required Func<string, bool> IsValidGroup { get; init; }

    /// <summary>Why nothing of it may reach a file with the tools of another; null when it may.</summary>
    public Func<ExampleRow, ExampleRow, string?> Unfit { get; init; } = (_, _) => null;

    public required Func<ExampleRow, Example> Load { get; init; }
}

/// <summary>Something that goes to a file, and where.</summary>
internal sealed record Settled<T>(T Item, string Group, bool IsValid);

/// <summary>
/// Puts comparisons and judged answers on the side of the examples that hold the same prompt. What belongs to an example that was
/// left out (for its tests' sake, too long, part of an evaluation) is left out with it.
/// </summary>
internal sealed class Settlement
{
    private const string NotToImitate = "not-to-imitate";

    private readonly Remaining _remaining;
    private readonly Dictionary<string, ExampleRow> _rows;
    private readonly Dictionary<ulong, ExampleRow> _homes = [];
    private readonly HashSet<ulong> _divided = [];

    /// <param name="remaining">What became of the examples.</param>
    /// <param name="prompts">Those that will be asked for: the others need not be remembered.</param>
    public Settlement(Remaining remaining, IReadOnlySet<ulong> prompts)
    {
        _remaining = remaining;
        _rows = remaining.Rows.ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var row in remaining.Rows)
        {
            foreach (var prompt in TurnSketch.Read(row.Sketch(TurnSketch.Instance)).Select(t => t.Prompt).Where(prompts.Contains))
            {
                if (!_homes.TryAdd(prompt, row) && _homes[prompt].IsValid != row.IsValid)
                {
                    _divided.Add(prompt);
                }
            }
        }
    }

    public IReadOnlyList<Settled<Comparison>> Settle(IEnumerable<Comparison> comparisons, StageLog log, CancellationToken cancel)
    {
        var settled = new List<Settled<Comparison>>();
        foreach (var comparison in comparisons)
        {
            cancel.ThrowIfCancellationRequested();
            var (chosen, rejected) = (comparison.Chosen, comparison.Rejected);
            if (Place(chosen, comparison.Prompt, out var group, out var isValid) is { } unplaced)
            {
                log.Drop(chosen.Id, unplaced, chosen.Test);
            }
            else if (IsUnmarked(chosen, comparison.Better))
            {
                log.Drop(chosen.Id, NotToImitate, chosen.Test);
            }
            else if (_remaining.Unfit(chosen, chosen) is { } bad)
            {
                log.Drop(chosen.Id, bad, chosen.Test);
            }
            else if (_remaining.Unfit(rejected, chosen) is { } unfit)
            {
                log.Drop(rejected.Id, unfit, rejected.Test);
            }
            else if (Difference.Find(_remaining.Load(chosen), _remaining.Load(rejected), out _, out _) is { } reason)
            {
                log.Drop(chosen.Id, reason, chosen.Test);
            }
            else
            {
                log.Went();
                settled.Add(new Settled<Comparison>(comparison, group, isValid));
            }
        }

        return settled;
    }

    public IReadOnlyList<Settled<Judged>> Settle(IEnumerable<Judged> answers, StageLog log, CancellationToken cancel)
    {
        var settled = new List<Settled<Judged>>();
        foreach (var judged in answers)
        {
            cancel.ThrowIfCancellationRequested();
            var unmarked = judged.Label && IsUnmarked(judged.Row, judged.Turn) ? NotToImitate : null;
            if ((Place(judged.Row, judged.Turn.Prompt, out var group, out var isValid) ?? unmarked ?? _remaining.Unfit(judged.Row, judged.Asked)) is { } reason)
            {
                log.Drop(judged.Row.Id, reason, judged.Row.Test);
            }
            else
            {
                log.Went();
                settled.Add(new Settled<Judged>(judged, group, isValid));
            }
        }

        return settled;
    }

    private string? Place(ExampleRow row, ulong prompt, out string group, out bool isValid)
    {
        (group, isValid) = (row.Group, false);
        if (_divided.Contains(prompt))
        {
            return "prompt-on-both-sides";
        }

        var stand = Stand(row.Id);
        if (stand is null && !IsRejected(row))
        {
            return "left-out";
        }

        var home = _homes.GetValueOrDefault(prompt) ?? stand;

        (group, isValid) = home is null ? (row.Group, _remaining.IsValidGroup(row.Group)) : (home.Group, home.IsValid);
        return null;
    }

    // A stage over the whole dataset has found that nobody should learn it.
    private static bool IsUnmarked(ExampleRow row, TurnMark turn) => row.Untrained?.Contains(turn.Message) == true;

    // Of an attempt that failed no example was ever in the dataset, so that none is there says nothing.
    private static bool IsRejected(ExampleRow row) => Attempts.IsFailed(row) || Attempts.IsNotPreferred(row);

    private ExampleRow? Stand(string id)
    {
        for (var steps = 0; steps < 100; steps++)
        {
            if (_rows.TryGetValue(id, out var row))
            {
                return row;
            }

            if (_remaining.KeptInstead(id) is not { } next)
            {
                return null;
            }

            id = next;
        }

        return null;
    }
}
