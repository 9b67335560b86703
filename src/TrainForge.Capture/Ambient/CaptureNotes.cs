using TrainForge.Diagnostics;

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
        File.AppendAllText(PathIn(root), $"{now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\t{trouble.Rule.Code}\t{trouble.Message.ReplaceLineEndings(" ")}\n");
    }
}
