using TrainForge.Datasets;

namespace TrainForge.Data.Exports;

/// <summary>A trainer's or a service's own form of rows. What it has no form for is left out with a reason, never bent to fit.</summary>
internal interface IExportProfile
{
    /// <summary>As '--profile' calls it.</summary>
    string Name { get; }

    IReadOnlyList<ExportKind> Kinds { get; }

    /// <summary>Each row is a file of its own, named by its id.</summary>
    bool IsFilePerRow => false;

    /// <param name="turns">Rows are views of one trained turn, which is the last message.</param>
    ExportRow Sft(Example example, bool turns);

    ExportRow Dpo(PreferencePair pair) => throw new NotSupportedException();

    ExportRow Kto(JudgedAnswer answer) => throw new NotSupportedException();

    /// <summary>What the trainer is given beside the rows: path and text.</summary>
    IEnumerable<(string Path, string Text)> Settings(ExportSummary summary) => [];

    /// <summary>How to train on it, for the card.</summary>
    string Usage(ExportSummary summary);
}

/// <summary>One line, or why there is none.</summary>
internal readonly record struct ExportRow(byte[]? Line, string? Reason)
{
    public static ExportRow Of(byte[] line) => new(line, null);

    public static ExportRow LeftOut(string reason) => new(null, reason);
}

/// <summary>What was written, for cards and settings.</summary>
/// <param name="Files">Rows by path, in order.</param>
internal sealed record ExportSummary(ExportRequest Request, IReadOnlyList<(ExportKind Kind, string Side, string Path, long Rows)> Files);
