using System.Text;
using System.Text.RegularExpressions;
using TrainForge.Data.Sources.Retention;
using TrainForge.Files;

namespace TrainForge.Runs.Reports;

/// <summary>
/// What the newest attempt of every stashed test did, for people: a text summary, one page of HTML, and a sequence diagram per test
/// in PlantUML. Files that would not change are not written, and diagrams of tests that are gone are removed.
/// </summary>
public static partial class StashReports
{
    public const string Summary = "model-tests-latest.txt";
    public const string Page = "model-tests.html";
    public const string Diagram = ".puml";
    public const string Picture = ".png";

    /// <summary>Writes the reports of a root. The root's lock is the caller's: no stash may go while it is read.</summary>
    public static WrittenReports Write(TrainForgeRoot root, CancellationToken cancel)
    {
        var report = TestRunReader.Read(root, StashIndex.Read(root, remember: true, cancel), cancel);
        var written = new WrittenReports(Path.Combine(root.Reports, Page), Path.Combine(root.Reports, Summary), [.. report.Tests.Select(t => Path.Combine(root.Reports, t.Name + Diagram))])
        {
            Tests = report.Tests.Count,
            Failed = report.Tests.Count(SummaryPage.IsFailed),
            NeverEnded = report.NeverEnded.Count,
        };

        Put(written.Summary, SummaryText.Of(report));
        Put(written.Page, SummaryPage.Of(report));
        foreach (var (test, file) in report.Tests.Zip(written.Diagrams))
        {
            cancel.ThrowIfCancellationRequested();
            Put(file, SequenceDiagram.Of(test));
        }

        RemoveStale(root.Reports, [.. report.Tests.Select(t => t.Name)]);
        return written;
    }

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
