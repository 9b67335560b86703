using System.Text;
using System.Text.RegularExpressions;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;
using TrainForge.Stashes;

namespace TrainForge.Hooks.Mtp;

/// <summary>
/// What recording had to say, as files: 'dotnet test' shows the text of a module only when it failed, but always its list of files. One
/// for each code, named by it, beside the notes that 'doctor' reads; in a temporary folder where the root cannot be written. All modules
/// of a root write the same files, so that one of them can name it for all.
/// </summary>
internal static partial class ToldNotes
{
    private const int RootDigits = 16;

    public static IReadOnlyList<string> Write() => RunNotes.Kept is { Count: > 0 } lines ? Write(RuntimeSettings.Read().Root, Path.GetTempPath(), lines) : [];

    internal static IReadOnlyList<string> Write(string root, string temporary, IEnumerable<string> lines) =>
        [.. lines.GroupBy(Code, StringComparer.Ordinal).Select(same => Write(root, temporary, $"{same.Key}.txt", Encoding.UTF8.GetBytes(string.Join('\n', same) + "\n")))];

    private static string Code(string line) => Codes().Match(line) is { Success: true } code ? code.Value : "warnings";

    private static string Write(string root, string temporary, string name, byte[] lines)
    {
        var file = Path.Combine(root, "notes", name);
        try
        {
            AtomicFile.WriteDerived(file, lines);
        }
        catch (Exception e) when (e is TrainForgeException || FileFault.IsFileFault(e))
        {
            file = Path.Combine(temporary, PortableName.From($"trainforge-notes-{Environment.UserName}"), Sha256.Of(Encoding.UTF8.GetBytes(root))[..RootDigits], name);
            AtomicFile.WriteDerived(file, lines);
        }

        return file;
    }

    [GeneratedRegex(@"\bTF\d{4}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Codes();
}
