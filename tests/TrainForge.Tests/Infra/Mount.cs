using System.Diagnostics;

namespace TrainForge.Tests.Infra;

/// <summary>A small file system of its own, to be filled or locked. Only root may mount one; others skip, and say so.</summary>
internal sealed class Mount : IDisposable
{
    private Mount(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Skips the test where this user or this machine cannot mount.</summary>
    public static Mount Memory(string folder, string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs root on Linux, who may mount a file system.");
        Directory.CreateDirectory(folder);
        var refusal = Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
        Assert.SkipUnless(refusal.Length == 0, $"Needs a machine that lets root mount a file system: {refusal}");
        return new Mount(folder);
    }

    public void MakeReadOnly()
    {
        var refusal = Run("mount", "-o", "remount,ro", Folder);
        Assert.True(refusal.Length == 0, refusal);
    }

    public void Dispose()
    {
        var refusal = Run("umount", Folder);
        Assert.True(refusal.Length == 0, refusal);
    }

    // What the program said when it failed; empty when it did not.
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"'{program}' gave {process.ExitCode}: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"'{program}': {e.Message}";
        }
    }
}
