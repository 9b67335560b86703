using System.Globalization;
using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// What 'doctor' tells later: one line per trouble in <c>notes/capture.tsv</c> of the root, oldest first. At most one line per
/// code and process, so the file stays small; where the root cannot be written there is none, and doctor finds that out by itself.
/// </summary>
internal static class CaptureNotes
{
    public static string PathIn(string root) => Path.Combine(root, "notes", "capture.tsv");

    public static void Append(string root, DateTimeOffset now, Diagnostic trouble)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(root))!);
        using var notes = LineAppender.Open(PathIn(root));
        var message = trouble.Message.ReplaceLineEndings(" ").Replace('\t', ' ');
        notes.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\t{trouble.Rule.Code}\t{message}")));
    }
}
