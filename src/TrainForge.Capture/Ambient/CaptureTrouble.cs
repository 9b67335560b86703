using TrainForge.Diagnostics;
using TrainForge.Redaction;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Our own trouble, told without troubling the test: one line on the error stream per code and process, and the same
/// in the notes that 'doctor' reads. Never throws.
/// </summary>
/// <param name="host">Whose root has the notes.</param>
/// <param name="stderr">Of the process.</param>
/// <param name="keep">Hands it to whoever shows what this process says.</param>
internal sealed class CaptureTrouble(CaptureHost host, Func<TextWriter> stderr, Action<string>? keep = null)
{
    private TextWriter? _stderr;
    private readonly List<string> _told = [];

    public void Tell(Diagnostic trouble)
    {
        lock (_told)
        {
            if (_told.Contains(trouble.Rule.Code))
            {
                return;
            }

            _told.Add(trouble.Rule.Code);
        }

        Quietly(() => (_stderr ??= stderr()).WriteLine(trouble.ToString()));
        Quietly(() => CaptureNotes.Append(host.Settings.Root, host.Clock.GetUtcNow(), trouble));
        keep?.Invoke(trouble.ToString());
    }

    /// <summary>The edge: whatever happens inside stays inside, and is told once.</summary>
    public void Guard(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) // the edge of a hook: a user's test runs above us
        {
            Tell(what, e);
        }
    }

    /// <summary>For edges that are passed so often that they guard themselves.</summary>
    public void Tell(string what, Exception e) => Tell(e is TrainForgeException known ? known.Diagnostic : Rules.CaptureFailed.Here(what, e.GetType().Name, Said(e)));

    // What a user's own code says when it fails may quote what it was given, and this line is written down.
    private string Said(Exception e)
    {
        try
        {
            return host.Redactor.RedactOrWithhold(e.Message, new RedactionCounts());
        }
        catch (Exception) // the redactor may be what failed
        {
            return "what it says could not be redacted.";
        }
    }

    private static void Quietly(Action work)
    {
        try
        {
            work();
        }
        catch (Exception) // there is no one left to tell
        {
        }
    }
}
