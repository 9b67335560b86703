using TrainForge.Datasets;

namespace TrainForge.Data.Examples;

/// <summary>From a settled comparison to what is written.</summary>
internal static class PairMaker
{
    public static PreferencePair Pair(Settled<Comparison> settled, Example chosen, Example rejected)
    {
        var (comparison, place) = (settled.Item, settled.Item.Better.Message);
        return new PreferencePair
        {
            Id = comparison.Id,
            Group = settled.Group,
            Source = chosen.Source,
            Test = chosen.Test,
            Basis = comparison.Basis,
            Prompt = [.. chosen.Messages.Take(place)],
            Chosen = chosen.Messages[place],
            Rejected = rejected.Messages[place],
            Tools = chosen.Tools,
            Terms = chosen.Terms,
            RejectedTerms = rejected.Terms,
        };
    }

    public static JudgedAnswer Answer(Settled<Judged> settled, Example example)
    {
        var place = settled.Item.Turn.Message;
        return new JudgedAnswer
        {
            Id = settled.Item.Id,
            Group = settled.Group,
            Source = example.Source,
            Test = example.Test,
            Prompt = [.. example.Messages.Take(place)],
            Completion = example.Messages[place],
            Label = settled.Item.Label,
            Tools = example.Tools,
            Terms = example.Terms,
        };
    }
}
