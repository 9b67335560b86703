using System.Text.RegularExpressions;
using TrainForge.Options;
using TrainForge.Stashes;

namespace TrainForge.Hooks.Mtp;

/// <summary>
/// What recording had to say, as files: 'dotnet test' shows the text of a module only when it failed, but always its list of files. One
/// for each code, named by it, beside the notes that 'doctor' reads; in a temporary folder where the root cannot be written.
/// </summary>
internal static partial class ToldNotes
{
    public static IReadOnlyList<string> Write() => [.. RunNotes.Kept.GroupBy(Code, StringComparer.Ordinal).Select(lines => Write($"{lines.Key}.txt", lines))];

    private static string Code(string line) => Codes().Match(line) is { Success: true } code ? code.Value : "warnings";

    private static string Write(string name, IEnumerable<string> lines)
    {
        try
        {
            return Write(Path.Combine(RuntimeSettings.Read().Root, "notes"), name, lines);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Write(Directory.CreateTempSubdirectory("trainforge-").FullName, name, lines);
        }
    }

    private static string Write(string folder, string name, IEnumerable<string> lines)
    {
        var file = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllLines(file, lines);
        return file;
    }

    [GeneratedRegex(@"\bTF\d{4}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Codes();
}
