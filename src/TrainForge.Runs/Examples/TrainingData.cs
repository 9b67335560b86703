using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Engine.Training;
using TrainForge.Runs.Models;
using TrainForge.Text.Masks;
using TrainForge.Text.Templates;
using TrainForge.Text.Tokenizers;

namespace TrainForge.Runs.Examples;

/// <summary>
/// A dataset as tokens with their masks proved. An example too long for the model is left out and named, never cut; a mask that trains what
/// it must not, or nothing, stops the training before it begins.
/// </summary>
public sealed record TrainingData(IReadOnlyList<EncodedExample> Train, IReadOnlyList<EncodedExample> Valid, IReadOnlyList<string> TooLong)
{
    public static TrainingData Load(TrainingDataset dataset, ModelFolder model, int maxLength, CancellationToken cancel) =>
        Load(dataset, model.LoadTokenizer(), model.LoadTemplate(), Math.Min(maxLength, model.Config.MaxPositions), cancel);

    public static TrainingData Load(TrainingDataset dataset, Tokenizer tokenizer, ChatTemplate template, int maxLength, CancellationToken cancel)
    {
        // A template may ask for the time; the same data must give the same tokens on any day.
        var masks = new MaskBuilder(tokenizer, template, new MaskOptions(), new FrozenClock(DateTimeOffset.UnixEpoch));
        var tooLong = new List<string>();
        var shortest = int.MaxValue;
        var train = Encode(dataset.Train(cancel));
        if (train.Count == 0)
        {
            throw new TrainForgeException(Rules.NothingFits.Here(tooLong.Count, maxLength, shortest));
        }

        return new TrainingData(train, Encode(dataset.Valid(cancel)), tooLong);

        List<EncodedExample> Encode(IEnumerable<Example> examples)
        {
            var encoded = new List<EncodedExample>();
            foreach (var example in examples)
            {
                var masked = Proved(masks.Build(example));
                shortest = Math.Min(shortest, masked.Tokens.Length);
                if (masked.Tokens.Length > maxLength)
                {
                    tooLong.Add(example.Id);
                }
                else
                {
                    encoded.Add(new EncodedExample(example.Id, new TrainingExample { Tokens = masked.Tokens, Trained = masked.Trained }));
                }
            }

            return encoded;
        }
    }

    private static MaskedExample Proved(MaskedExample example) => example.IsUsable
        ? example
        : throw new TrainForgeException(example.Findings.First(f => f.Rule.Severity == Severity.Error));
}
