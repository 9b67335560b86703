using System.Globalization;
using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>
/// Writes one test attempt's stash while the test runs. Every interaction is one write of one whole line, so a host that is
/// killed loses at most the line in flight. Safe to call from several threads.
/// </summary>
public sealed class StashWriter : IDisposable
{
    private readonly object _gate = new();
    private readonly LineAppender _interactions;

    private StashWriter(string folder, LineAppender interactions)
    {
        Folder = folder;
        _interactions = interactions;
    }

    /// <summary>Further files of the test may be put here until <see cref="Finish"/>.</summary>
    public string Folder { get; }

    /// <summary>How many interactions were written so far.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// Makes the folder of one attempt below <paramref name="runFolder"/>. A folder that another process took first is left
    /// alone: this one gets the next free number.
    /// </summary>
    public static StashWriter Create(string runFolder, StashName name)
    {
        var wanted = Path.Combine(runFolder, StashPaths.FolderName(name));
        for (var number = 1; ; number++)
        {
            var folder = number == 1 ? wanted : string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
            var file = PortablePath.RequireFits(Path.Combine(folder, StashPaths.Interactions), "--root");
            if (TryClaim(folder, file))
            {
                return new StashWriter(folder, LineAppender.OpenSole(file));
            }
        }
    }

    public void Append(Interaction interaction) => AppendLine(StashJson.ToLine(interaction));

    /// <summary>For whoever changes the form on its way, as redaction does: one interaction as <see cref="StashJson"/> writes it, without a line break.</summary>
    public void AppendLine(ReadOnlySpan<byte> utf8)
    {
        lock (_gate)
        {
            _interactions.Append(utf8);
            Count++;
        }
    }

    /// <summary>Writes metadata.json, which says that the attempt has ended. Interactions appended later are still kept.</summary>
    public void Finish(StashMetadata metadata)
    {
        lock (_gate)
        {
            AtomicFile.WriteAllBytes(Path.Combine(Folder, StashPaths.Metadata), StashJson.ToPage(metadata with { Interactions = Count }));
        }
    }

    public void Dispose() => _interactions.Dispose();

    // A folder can be made by two without either noticing; a file cannot.
    private static bool TryClaim(string folder, string file)
    {
        Directory.CreateDirectory(folder);
        try
        {
            using var claim = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            return false;
        }
    }
}
