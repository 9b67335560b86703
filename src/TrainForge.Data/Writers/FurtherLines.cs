using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Writers;

/// <summary>Lines of dpo/ and kto/: what was settled, read from disk as it is written.</summary>
internal sealed class FurtherLines(DatasetContent content)
{
    public byte[] Line(Settled<Comparison> pair) =>
        PreferenceJson.ToLine(PairMaker.Pair(pair, Load(pair.Item.Chosen, pair.Item.Chosen), Load(pair.Item.Rejected, pair.Item.Chosen)));

    public byte[] Line(Settled<Judged> answer) => PreferenceJson.ToLine(PairMaker.Answer(answer, Load(answer.Item.Row, answer.Item.Asked)));

    // Of the tools, what is known now: a stage may have found out more than was recorded.
    private Example Load(ExampleRow row, ExampleRow asked)
    {
        var example = ExampleJson.Read(ExampleLine.Recorded(row, content.Store));
        return asked.Tools is { } tools ? example with { Tools = tools } : example;
    }
}
