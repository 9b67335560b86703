using System.Text;
using System.Text.RegularExpressions;
using TrainForge.Data.Sources.Retention;
using TrainForge.Datasets;
using TrainForge.Files;

namespace TrainForge.Runs.Reports;

/// <summary>
/// What the newest attempt of every stashed test did, for people: a text summary, one page of HTML, and a sequence diagram per test
/// in PlantUML. Files that would not change are not written, and diagrams of tests that are gone are removed.
/// </summary>
public static partial class StashReports
{
    public const string Summary = "model-tests-latest.txt";
    public const string Page = BuildReply.PageName;
    public const string Diagram = ".puml";
    public const string Picture = ".png";

    /// <summary>Writes the reports of a root. The root's lock is the caller's: no stash may go while it is read.</summary>
    public static WrittenReports Write(TrainForgeRoot root, CancellationToken cancel)
    {
        var known = TestPartFile.Read(root);
        var report = new TestRunReader(root, StashIndex.Read(root, remember: true, cancel), known).Read(cancel);
        var written = new WrittenReports(Path.Combine(root.Reports, Page), Path.Combine(root.Reports, Summary), [.. report.Tests.Select(t => DiagramOf(root, t.Name))])
        {
            Tests = report.Tests.Count,
            Failed = report.Tests.Count(t => SummaryPage.IsFailed(t.Outcome)),
            NeverEnded = report.NeverEnded.Count,
        };

        Put(written.Summary, SummaryText.Of(report));
        Put(written.Page, SummaryPage.Of(report));
        foreach (var (test, file) in report.Tests.Zip(written.Diagrams))
        {
            cancel.ThrowIfCancellationRequested();
            if (test.Fresh is { } fresh)
            {
                Put(file, SequenceDiagram.Of(fresh));
            }
        }

        RemoveStale(root.Reports, [.. report.Tests.Select(t => t.Name)]);

        // Last: what is remembered has its diagram.
        if (report.Tests.Count != known.Count || report.Tests.Any(t => t.Fresh is not null))
        {
            TestPartFile.Write(root, report.Tests);
        }

        return written;
    }

    internal static string DiagramOf(TrainForgeRoot root, string name) => Path.Combine(root.Reports, name + Diagram);

    /// <summary>Diagrams that were written last come first.</summary>
    internal static IReadOnlyList<string> Diagrams(TrainForgeRoot root) => !Directory.Exists(root.Reports) ? [] :
    [
        .. new DirectoryInfo(root.Reports).EnumerateFiles("*" + Diagram)
            .Where(file => OurName().IsMatch(file.Name))
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => file.FullName),
    ];

    // A diagram that is written anew would be drawn anew for nothing.
    private static void Put(string file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes))
        {
            AtomicFile.WriteDerived(file, bytes);
        }
    }

    // Only what has a name as ours have: the folder may hold other things.
    private static void RemoveStale(string reports, HashSet<string> tests)
    {
        foreach (var file in Directory.EnumerateFiles(reports).Where(f => Path.GetExtension(f) is Diagram or Picture))
        {
            if (OurName().IsMatch(Path.GetFileName(file)) && !tests.Contains(Path.GetFileNameWithoutExtension(file)))
            {
                File.Delete(file);
            }
        }
    }

    [GeneratedRegex("^(?:[0-9a-f]{8}|[0-9a-f]{16})-.", RegexOptions.CultureInvariant)]
    private static partial Regex OurName();
}

/// <summary>Where the reports lie and what they tell.</summary>
public sealed record WrittenReports(string Page, string Summary, IReadOnlyList<string> Diagrams)
{
    public int Tests { get; init; }

    public int Failed { get; init; }

    /// <summary>Attempts that were killed or are still at it.</summary>
    public int NeverEnded { get; init; }
}
