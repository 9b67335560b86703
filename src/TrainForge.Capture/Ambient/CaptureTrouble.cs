using TrainForge.Diagnostics;

namespace TrainForge.Capture.Ambient;

/// <summary>
/// Our own trouble, told without troubling the test: one line on the error stream per code and process, and the same
/// in the notes that 'doctor' reads. Never throws.
/// </summary>
/// <param name="stderr">Of the process.</param>
/// <param name="note">Writes it down for later.</param>
/// <param name="keep">Hands it to whoever shows what this process says.</param>
internal sealed class CaptureTrouble(TextWriter stderr, Action<Diagnostic> note, Action<string>? keep = null)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void Tell(Diagnostic trouble)
    {
        lock (_told)
        {
            if (!_told.Add(trouble.Rule.Code))
            {
                return;
            }
        }

        Quietly(() => stderr.WriteLine(trouble.ToString()));
        Quietly(() => note(trouble));
        keep?.Invoke(trouble.ToString());
    }

    /// <summary>The edge: whatever happens inside stays inside, and is told once.</summary>
    public void Guard(string what, Action work)
    {
        try
        {
            work();
        }
        catch (TrainForgeException e)
        {
            Tell(e.Diagnostic);
        }
        catch (Exception e) // the edge of a hook: a user's test runs above us
        {
            Tell(Rules.CaptureFailed.Here(what, e.GetType().Name, e.Message));
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
