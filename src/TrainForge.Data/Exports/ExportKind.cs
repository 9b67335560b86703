using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>What of a version is exported.</summary>
public enum ExportKind { Sft, Dpo, Kto }

internal static class ExportKinds
{
    public static string Name(this ExportKind kind) => kind switch
    {
        ExportKind.Sft => "sft",
        ExportKind.Dpo => "dpo",
        _ => "kto",
    };

    /// <summary>Path in the version, the same in the export, and what data libraries call the part.</summary>
    public static IReadOnlyList<(string Path, string Side)> Files(this ExportKind kind) => kind switch
    {
        ExportKind.Sft => [(DatasetPaths.SftTrain, "train"), (DatasetPaths.SftValid, "validation")],
        ExportKind.Dpo => [(DatasetPaths.DpoTrain, "train"), (DatasetPaths.DpoValid, "validation")],
        _ => [(DatasetPaths.KtoTrain, "train"), (DatasetPaths.KtoValid, "validation")],
    };
}
