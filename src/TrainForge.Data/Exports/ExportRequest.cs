using TrainForge.Data.Pipeline;

namespace TrainForge.Data.Exports;

/// <summary>What 'dataset export' needs to know.</summary>
public sealed record ExportRequest
{
    public required DatasetVersion Version { get; init; }

    /// <summary>One of <see cref="DatasetExport.Profiles"/>.</summary>
    public required string Profile { get; init; }

    /// <summary>Null: every kind that the version has and the profile can hold.</summary>
    public ExportKind? Kind { get; init; }

    /// <summary>The folder to write; made when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>A row for each trained turn instead of one for each conversation.</summary>
    public bool Turns { get; init; }

    /// <summary>Rows whose licence or consent nobody named may be exported too.</summary>
    public bool AllowUnknownTerms { get; init; }
}

/// <summary>What an export came to.</summary>
/// <param name="Files">Rows by path.</param>
/// <param name="LeftOut">What the profile has no form for, by stable reason.</param>
public sealed record Exported(string Folder, IReadOnlyDictionary<string, long> Files, IReadOnlyDictionary<string, long> LeftOut);
