using System.ComponentModel;
using System.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Audit;

/// <summary>Asks git whether commits exist: one process for all of them, each asked once. Without git or a repository nobody can tell.</summary>
internal sealed class CommitLookup : IDisposable
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly Process? _git;

    private CommitLookup(Process? git) => _git = git;

    public static CommitLookup In(string folder)
    {
        if (ProgramSearch.Find("git") is not { } file)
        {
            return new CommitLookup(null);
        }

        var start = new ProcessStartInfo(file) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["cat-file", "--batch-check"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        try
        {
            var git = Process.Start(start);
            git?.BeginErrorReadLine();
            return new CommitLookup(git);
        }
        catch (Win32Exception)
        {
            // On the PATH, and not a program this system can start.
            return new CommitLookup(null);
        }
    }

    /// <summary>Null when nobody can tell.</summary>
    /// <param name="sha">Hexadecimal digits only.</param>
    public bool? Exists(string sha)
    {
        if (_known.TryGetValue(sha, out var known))
        {
            return known;
        }

        // "<sha> commit <size>", or "<sha> missing", or "<sha> ambiguous"; nothing once git has gone because this is no repository.
        if (_git is null || Ask(sha) is not { } answer)
        {
            return null;
        }

        return _known[sha] = !answer.EndsWith(" missing", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (_git is null)
        {
            return;
        }

        try
        {
            _git.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone before; there is nothing to close.
        }

        _git.WaitForExit();
        _git.Dispose();
    }

    private string? Ask(string sha)
    {
        try
        {
            _git!.StandardInput.WriteLine(sha);
            _git.StandardInput.Flush();
            return _git.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
