using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Datasets;

/// <summary>
/// Test modules of one 'dotnet test' on the testing platform, of which only the last to end is to ask for the dataset. The command
/// line knows them all before it starts the first, and leaves a note for each. A module takes its note when its tests begin, gives it
/// back when they are over, and learns whether others are still to come. Started otherwise, it finds no note and asks for itself.
/// </summary>
/// <remarks>
/// A note says which process left it: with that gone, nobody is to come. A module that died holds its note no longer. So whoever is
/// waited for is there, or will be.
/// </remarks>
public sealed class RunModules : IDisposable
{
    private const string Pattern = "*.module";
    private const string Begun = " begun";

    // A process's start is computed from the clock, and the clock may be set.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly FileStream _note;

    private RunModules(string folder, FileStream note) => (_folder, _note) = (folder, note);

    /// <summary>Leaves a note for a module that the calling process will start.</summary>
    public static void Expect(RuntimeSettings settings, string assembly)
    {
        using var self = Process.GetCurrentProcess();
        var note = string.Create(CultureInfo.InvariantCulture, $"{self.Id} {self.StartTime.ToUniversalTime().Ticks}");
        AtomicFile.WriteDerived(Path.Combine(FolderOf(settings), string.Create(CultureInfo.InvariantCulture, $"{NameOf(assembly)}-{self.Id}.module")), Encoding.UTF8.GetBytes(note));
    }

    /// <summary>Takes the module's note; null where nobody left one.</summary>
    public static RunModules? Begin(RuntimeSettings settings, string assembly)
    {
        var folder = FolderOf(settings);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        foreach (var file in Directory.EnumerateFiles(folder, NameOf(assembly) + "-" + Pattern))
        {
            if (IsPending(Read(file)) && TryTake(file) is { } note)
            {
                return new RunModules(folder, note);
            }
        }

        return null;
    }

    /// <summary>Gives the note back. True when no other module runs or is to come, and when nobody can say.</summary>
    public bool End()
    {
        try
        {
            _note.Dispose();
            File.Delete(_note.Name);
            return !Directory.EnumerateFiles(_folder, Pattern).Any(IsAwaited);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose() => _note.Dispose();

    private static string FolderOf(RuntimeSettings settings) => Path.Combine(new RequestFolder(settings).Folder, "modules");

    private static string NameOf(string assembly) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(assembly)))).ToLowerInvariant()[..16];

    private static FileStream? TryTake(string file)
    {
        FileStream? note = null;
        try
        {
            note = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            note.Seek(0, SeekOrigin.End);
            note.Write(Encoding.UTF8.GetBytes(Begun));
            return note;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            note?.Dispose();
            return null; // another process of the same module was faster
        }
    }

    private static bool IsAwaited(string file)
    {
        try
        {
            var text = Read(file);
            if (text is null || IsPending(text) || (text.EndsWith(Begun, StringComparison.Ordinal) && IsHeld(file)))
            {
                return true;
            }

            File.Delete(file);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Null where the system keeps even readers away from what another process holds.
    private static string? Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using var text = new StreamReader(stream);
            return text.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsPending(string? note) =>
        note?.Split(' ') is [var process, var start]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && IsAlive(id, ticks);

    private static bool IsAlive(int id, long startTicks)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return (process.StartTime.ToUniversalTime() - new DateTime(Math.Min(startTicks, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Duration() < ClockSlack;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static bool IsHeld(string file)
    {
        try
        {
            using var note = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (FileFault.IsHeldElsewhere(e))
        {
            return true;
        }
    }
}
