using TrainForge.Datasets;

namespace TrainForge.Data.Writers;

/// <summary>A kind of rows as cards name it: a configuration of its own, so that a dataset library loads one at a time.</summary>
internal sealed record CardKind(string Name, string About, string TrainPath, string ValidPath, long Train, long Valid);

internal static class CardKinds
{
    /// <summary>Those that have rows, the examples themselves first.</summary>
    public static IReadOnlyList<CardKind> Of(DatasetManifest manifest)
    {
        return [.. All().Where(k => k.Train + k.Valid > 0)];

        IEnumerable<CardKind> All()
        {
            yield return Kind("sft", "a conversation to imitate", DatasetPaths.SftTrain, DatasetPaths.SftValid);
            yield return Kind("dpo", "a prompt, a better and a worse answer", DatasetPaths.DpoTrain, DatasetPaths.DpoValid);
            yield return Kind("kto", "a prompt, an answer, and whether it is wanted", DatasetPaths.KtoTrain, DatasetPaths.KtoValid);
            yield return Kind("fewshot", "the few examples that stand for all", DatasetPaths.FewShot, "");
        }

        CardKind Kind(string name, string about, string train, string valid) => new(name, about, train, valid, manifest.Rows(train), manifest.Rows(valid));
    }

    /// <summary>Lines below 'configs:'.</summary>
    public static IEnumerable<string> Configs(IReadOnlyList<CardKind> kinds)
    {
        foreach (var kind in kinds)
        {
            yield return $"- config_name: {kind.Name}";
            if (kind == kinds[0])
            {
                yield return "  default: true";
            }

            yield return "  data_files:";
            foreach (var (split, path, rows) in new[] { ("train", kind.TrainPath, kind.Train), ("validation", kind.ValidPath, kind.Valid) })
            {
                if (rows > 0)
                {
                    yield return $"  - {{split: {split}, path: \"{path}\"}}";
                }
            }
        }
    }
}
