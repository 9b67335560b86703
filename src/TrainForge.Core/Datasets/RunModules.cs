using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrainForge.Files;
using TrainForge.Options;

namespace TrainForge.Datasets;

/// <summary>
/// Test modules of one 'dotnet test', of which only the last to end is to ask for the dataset. On the testing platform the command line
/// knows them all before it starts the first, and leaves a note for each. A module takes its note when its tests begin, gives it back
/// when they are over, and learns whether others are still to come. Test consoles know of no other before it runs: each leaves its note
/// itself. Started otherwise, a module finds no note and asks for itself.
/// </summary>
/// <remarks>
/// A note says which process left it: with that gone, nobody is to come. A module that died holds its note no longer. So whoever is
/// waited for is there, or will be. Notes lie among the temporary files: tests that call no model leave nothing in the project.
/// </remarks>
public sealed class RunModules : IDisposable
{
    private const string Begun = " begun";
    private const string NoteSuffix = ".module";
    private const string ToldSuffix = ".told";
    private const int NameDigits = 16;

    // A process's start is computed from the clock, and the clock may be set.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(10);

    private readonly FileStream _note;

    private RunModules(FileStream note) => _note = note;

    /// <summary>Leaves a note for a module that the calling process will start.</summary>
    public static void Expect(RuntimeSettings settings, string assembly) => Expect(Shared, settings, assembly);

    internal static void Expect(string folder, RuntimeSettings settings, string assembly)
    {
        OwnFolder.Claim(folder);
        using var self = Process.GetCurrentProcess();
        var note = string.Create(CultureInfo.InvariantCulture, $"{self.Id} {self.StartTime.ToUniversalTime().Ticks}");
        AtomicFile.WriteDerived(FileOf(folder, settings, assembly, self.Id.ToString(CultureInfo.InvariantCulture)), Encoding.UTF8.GetBytes(note));
    }

    /// <summary>
    /// The command line ends, and takes away what it left: notes of modules that never began or died. False when a module of its own or of
    /// another run is at work or to come, which then asks.
    /// </summary>
    public static bool Close(RuntimeSettings settings) => Close(Shared, settings);

    internal static bool Close(string folder, RuntimeSettings settings)
    {
        if (!Directory.Exists(folder))
        {
            return true;
        }

        var own = string.Create(CultureInfo.InvariantCulture, $"-{Environment.ProcessId}.");
        var notes = Directory.GetFiles(folder, $"{Hash(new RequestFolder(settings).Folder)}-*").ToLookup(file => Path.GetFileName(file).Contains(own, StringComparison.Ordinal));
        var left = notes[true].Where(file => !IsHeld(file)).ToList();
        left.ForEach(File.Delete);
        return left.Count == notes[true].Count() && !notes[false].Where(file => Path.GetExtension(file) == NoteSuffix).Any(IsAwaited);
    }

    /// <summary>Takes the module's note; null where nobody left one.</summary>
    public static RunModules? Begin(RuntimeSettings settings, string assembly) => Begin(Shared, settings, assembly);

    internal static RunModules? Begin(string folder, RuntimeSettings settings, string assembly)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        foreach (var file in Directory.EnumerateFiles(folder, Path.GetFileName(FileOf(folder, settings, assembly, "*"))))
        {
            if (IsPending(Read(file)) && TryTake(file) is { } note)
            {
                return new RunModules(note);
            }
        }

        return null;
    }

    /// <summary>Leaves and takes a note at once. Does not throw: null where it cannot be written.</summary>
    /// <param name="run">What all consoles of one command line know it by.</param>
    public static RunModules? Enter(RuntimeSettings settings, string assembly, string run) => Enter(Shared, settings, assembly, run);

    internal static RunModules? Enter(string folder, RuntimeSettings settings, string assembly, string run)
    {
        try
        {
            OwnFolder.Claim(folder);
            var note = new FileStream(FileOf(folder, settings, assembly, PortableName.From(run)), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            note.Write(Encoding.UTF8.GetBytes(run + Begun));
            return new RunModules(note);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True for the first module of the run that asks: what every module finds out, and people are to see once.</summary>
    public bool IsFirstTo(string what)
    {
        var name = Path.GetFileName(_note.Name).Split('-', 3);
        var claim = Path.Combine(Path.GetDirectoryName(_note.Name)!, $"{name[0]}-{PortableName.From(what)}-{Path.ChangeExtension(name[2], ToldSuffix)}");
        try
        {
            new FileStream(claim, FileMode.CreateNew, FileAccess.Write).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return !File.Exists(claim);
        }
    }

    /// <summary>Gives the note back. True when no other module of the run is at work or to come, and when nobody can say.</summary>
    public bool End()
    {
        try
        {
            _note.Dispose();
            File.Delete(_note.Name);
            var (folder, name) = (Path.GetDirectoryName(_note.Name)!, Path.GetFileName(_note.Name).Split('-', 3));
            if (Directory.EnumerateFiles(folder, $"{name[0]}-*-{name[2]}").Any(IsAwaited))
            {
                return false;
            }

            Array.ForEach(Directory.GetFiles(folder, $"{name[0]}-*-{Path.ChangeExtension(name[2], ToldSuffix)}"), File.Delete);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose() => _note.Dispose();

    private static string Shared => Path.Combine(Path.GetTempPath(), PortableName.From($"trainforge-modules-{Environment.UserName}"));

    // What they are to build, which module, of which run.
    private static string FileOf(string folder, RuntimeSettings settings, string assembly, string run) =>
        Path.Combine(folder, $"{Hash(new RequestFolder(settings).Folder)}-{Hash(Path.GetFullPath(assembly))}-{run}{NoteSuffix}");

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant()[..NameDigits];

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
