using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;

namespace TrainForge.Data.Balance;

internal sealed class TraitSketch(IReadOnlyList<string> shellTools) : ISketch
{
    public const string SketchName = "traits";

    // Raise it when the same example gives other bytes.
    private const int Contract = 1;

    private readonly CallCategory _category = new(shellTools);

    public string Name => SketchName;

    public string Fingerprint => string.Create(CultureInfo.InvariantCulture, $"{Contract} {string.Join(',', shellTools)}");

    public byte[] Of(Example example) => Look(example).ToBytes();

    internal Traits Look(Example example)
    {
        var (trained, answered, failed, recovered, concluding) = (0, false, false, false, false);
        foreach (var (message, isTrained) in example.Messages.Zip(example.Trained))
        {
            answered |= message.ToolResults.Any();
            failed |= message.ToolResults.Any(r => r.IsError);
            if (isTrained)
            {
                trained++;
                recovered |= failed;
                concluding = answered && !message.ToolCalls.Any() && message.Text.Length > 0;
            }
        }

        var calls = example.Messages.Zip(example.Trained).Where(m => m.Second).SelectMany(m => m.First.ToolCalls);
        return new Traits(
            trained > 1,
            recovered,
            concluding,
            [.. calls.CountBy(_category.Of, StringComparer.Ordinal).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))]);
    }
}
