using System.Text;
using TrainForge.Diagnostics;
using TrainForge.Stashes;

namespace TrainForge.Capture.Ambient;

/// <summary>The error stream of a process whose own is hidden: lines go to the console's notes, and to the stream when that fails.</summary>
internal sealed class NotesWriter(string file, TextWriter otherwise) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        try
        {
            RunNotes.Append(file, value ?? "");
        }
        catch (Exception e) when (e is TrainForgeException or IOException or UnauthorizedAccessException)
        {
            otherwise.WriteLine(value);
        }
    }
}
