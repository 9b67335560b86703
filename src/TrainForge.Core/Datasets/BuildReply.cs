using TrainForge.Diagnostics;

namespace TrainForge.Datasets;

public enum BuildOutcome
{
    /// <summary>The tool ran and succeeded.</summary>
    Built,

    /// <summary>Nothing changed since the last successful build; no process was started.</summary>
    Unchanged,

    /// <summary>Another process is building and has seen, or will see, this request.</summary>
    LeftToAnother,

    /// <summary>Switched off, or nothing there that could build.</summary>
    Skipped,

    /// <summary>Tried, and failed. <see cref="BuildReply.Warning"/> says why.</summary>
    Failed,
}

/// <summary>How a request ended, in a form that a hook can print: at most one line of summary, the tool's own lines, one warning.</summary>
public sealed record BuildReply(BuildOutcome Outcome)
{
    /// <summary>How the tool's line about its reports begins.</summary>
    public const string ReportsPrefix = "Reports: ";

    private const string ErrorMark = ": error TF";
    private const string WarningMark = ": warning TF";

    /// <summary>In the reports' folder.</summary>
    public const string PageName = "model-tests.html";

    /// <summary>One line for the user, without a prefix; null when there is nothing to tell.</summary>
    public string? Summary { get; init; }

    /// <summary>The manifest written last, after a successful build; a file to show where only files can be shown.</summary>
    public string? Manifest { get; init; }

    /// <summary>What the tool says of the reports it wrote: how many tests, and where. Null when it wrote none.</summary>
    public string? Reports { get; init; }

    /// <summary>The reports' page, to show where only files can be shown.</summary>
    public string? Page { get; init; }

    /// <summary>Errors and warnings as the tool wrote them.</summary>
    public IReadOnlyList<string> ToolLines { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Diagnostic? Warning { get; init; }

    /// <summary>
    /// The same for whoever ran tests or a build and asked for nothing else: that a dataset could not be built makes neither of them
    /// fail, and nothing that collects errors from their output may take it for one of theirs.
    /// </summary>
    public IEnumerable<string> Told => ToolLines.Select(line => line.IndexOf(ErrorMark, StringComparison.Ordinal) is >= 0 and var at ? $"{line[..at]}{WarningMark}{line[(at + ErrorMark.Length)..]}" : line);

    /// <summary>Everything worth printing, in order. Empty when silence is the answer.</summary>
    public IEnumerable<string> Lines =>
        Told
            .Concat(Warning is null ? [] : [Warning.ToString()])
            .Concat(Line is null ? [] : [Line]);

    /// <summary>The one line about all of it, for people.</summary>
    public string? Line => (Summary, Reports) is (null, null) ? null : $"TrainForge: {string.Join("; ", new[] { Summary, Reports }.Where(part => part is not null))}";
}
