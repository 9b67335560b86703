using TrainForge.Files;
using TrainForge.Stashes;

namespace TrainForge.Runs.Reports;

/// <summary>
/// What the newest attempt of every stashed test did, for people: a text summary, one page of HTML, and a sequence diagram per
/// test in PlantUML. Made from stashes alone, so a run of one test changes that test's part and leaves the others' in place.
/// </summary>
public static class StashReports
{
    public const string Summary = "model-tests-latest.txt";
    public const string Page = "model-tests.html";

    /// <summary>Writes the reports of a root and says which files they are.</summary>
    public static IReadOnlyList<string> Write(string root)
    {
        var reports = Path.Combine(root, "reports");
        var tests = Latest(Path.Combine(root, "stashes"));
        List<string> written = [Path.Combine(reports, Summary), Path.Combine(reports, Page)];

        AtomicFile.WriteAllText(written[0], SummaryText.Of(tests));
        AtomicFile.WriteAllText(written[1], SummaryPage.Of(tests));
        foreach (var test in tests)
        {
            var diagram = Path.Combine(reports, $"{Path.GetFileName(test.Folder)}.puml");
            AtomicFile.WriteAllText(diagram, SequenceDiagram.Of(test));
            written.Add(diagram);
        }

        return written;
    }

    // By name, then by what tells tests of one name apart: the same stashes always give the same bytes.
    private static TestReport[] Latest(string stashes) =>
    [
        .. StashReader.Find(stashes)
            .Select(StashReader.Read)
            .Where(s => s.Metadata is not null)
            .Select(s => new TestReport(s.Folder, s.Metadata!, s.Interactions))
            .GroupBy(t => (t.Metadata.Assembly, t.Metadata.TargetFramework, t.Metadata.TestId))
            .Select(attempts => attempts.OrderBy(t => t.Metadata.Timestamp).ThenBy(t => t.Metadata.Attempt).ThenBy(t => t.Folder, StringComparer.Ordinal).Last())
            .OrderBy(t => t.Metadata.TestName, StringComparer.Ordinal)
            .ThenBy(t => t.Metadata.Assembly, StringComparer.Ordinal)
            .ThenBy(t => t.Metadata.TargetFramework, StringComparer.Ordinal)
            .ThenBy(t => t.Metadata.TestId, StringComparer.Ordinal),
    ];
}

/// <summary>The newest attempt of one test.</summary>
internal sealed record TestReport(string Folder, StashMetadata Metadata, IReadOnlyList<Interaction> Interactions);
