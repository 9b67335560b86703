using System.Globalization;
using System.Text;
using TrainForge.Files;

namespace TrainForge.Tool.Checkups;

/// <summary>
/// What capture and hooks could not do in earlier test runs. There it is one line between others on the error stream; here it is
/// found again. Each line of 'notes/*.tsv' is a time, a code and a message.
/// </summary>
internal static class NotesCheckup
{
    private const string About = "notes";

    public static IEnumerable<Finding> Of(TrainForgeRoot root)
    {
        var files = Directory.Exists(root.Notes) ? Directory.GetFiles(root.Notes, "*.tsv").Order(StringComparer.Ordinal).ToList() : [];
        var notes = files.SelectMany(file => LineFile.Read(file, _ => { })).Select(line => Encoding.UTF8.GetString(line.Bytes.Span).Split('\t')).Where(parts => parts.Length == 3);
        var byCode = notes.GroupBy(parts => parts[1], StringComparer.Ordinal).OrderBy(code => code.Key, StringComparer.Ordinal).ToList();
        foreach (var code in byCode)
        {
            var last = code.MaxBy(parts => parts[0], StringComparer.Ordinal)!;
            yield return new Finding(About, Verdict.Note, string.Create(CultureInfo.InvariantCulture, $"{Plain(code.Key)}, told by {code.Count()} test processes, last at {Plain(last[0])}: {Plain(last[2])}"));
        }

        yield return byCode.Count == 0
            ? new Finding(About, Verdict.Ok, "no trouble of earlier test runs is on record")
            : new Finding(About, Verdict.Note, $"'trainforge explain' says what a code means; delete {root.Notes} once the trouble is gone");
    }

    // What a file holds must not drive a terminal.
    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsControl(c)));
}
