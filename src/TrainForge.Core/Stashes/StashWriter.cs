using System.Globalization;

namespace TrainForge.Stashes;

/// <summary>
/// Writes one test attempt's stash while the test runs. Every interaction is one write of one whole line, so a host that is
/// killed loses at most the line in flight. Safe to call from several threads.
/// </summary>
public sealed class StashWriter : IDisposable
{
    private readonly object _gate = new();
    private readonly FileStream _interactions;

    private StashWriter(string folder, FileStream interactions)
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
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, StashPaths.Interactions);
            try
            {
                return new StashWriter(folder, new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));
            }
            catch (IOException) when (File.Exists(file))
            {
                // Taken: the file is created by exactly one.
            }
        }
    }

    public void Append(Interaction interaction)
    {
        byte[] line = [.. StashJson.ToLine(interaction), (byte)'\n'];
        lock (_gate)
        {
            _interactions.Write(line);
            Count++;
        }
    }

    /// <summary>Writes metadata.json, which says that the attempt has ended. Interactions appended later are still kept.</summary>
    public void Finish(StashMetadata metadata)
    {
        lock (_gate)
        {
            File.WriteAllBytes(Path.Combine(Folder, StashPaths.Metadata), StashJson.ToPage(metadata with { Interactions = Count }));
        }
    }

    public void Dispose() => _interactions.Dispose();
}
