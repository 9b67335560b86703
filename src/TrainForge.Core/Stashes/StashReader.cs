using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Stashes;

/// <summary>
/// Reads what test attempts left, whatever state it is in: a torn tail and bad lines are reported and left out, and without
/// metadata the attempt never ended.
/// </summary>
public static class StashReader
{
    // Ours are a few kilobytes; a stack trace may make them longer.
    private const long MaxMetadataBytes = 16 * 1024 * 1024;

    /// <summary>Every stash at or below a folder, in ordinal order of the paths relative to it.</summary>
    public static IReadOnlyList<string> Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        // Links are not followed: they lead out of the folder, or round in circles.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Where(file => Path.GetFileName(file) is StashPaths.Interactions or StashPaths.Metadata)
                .Select(file => Path.GetDirectoryName(file)!)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(stash => Path.GetRelativePath(folder, stash).Replace('\\', '/'), StringComparer.Ordinal),
        ];
    }

    public static StashContent Read(string folder)
    {
        var problems = new List<Diagnostic>();
        var metadata = ReadMetadata(Path.Combine(folder, StashPaths.Metadata), problems);
        var interactions = new List<Interaction>();
        var badLines = 0;
        var file = Path.Combine(folder, StashPaths.Interactions);
        foreach (var line in LineFile.Read(file, problems.Add))
        {
            try
            {
                interactions.Add(StashJson.Interaction(line.Bytes) with { Line = line.Number });
            }
            catch (JsonException e)
            {
                badLines++;
                problems.Add(Rules.StashLineUnreadable.At(new SourcePoint(file, (int)Math.Min(line.Number, int.MaxValue)), JsonFields.Sentence(e)));
            }
        }

        return new StashContent(folder, metadata, interactions) { BadLines = badLines, Problems = problems };
    }

    /// <summary>The metadata alone, of a stash that is read as a whole elsewhere. Null when there is none to be read.</summary>
    public static StashMetadata? Metadata(string folder) => ReadMetadata(Path.Combine(folder, StashPaths.Metadata), []);

    private static StashMetadata? ReadMetadata(string file, List<Diagnostic> problems)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            if (new FileInfo(file).Length > MaxMetadataBytes)
            {
                throw new JsonException($"The file is longer than {MaxMetadataBytes} bytes.");
            }

            return StashJson.Metadata(File.ReadAllBytes(file));
        }
        catch (JsonException e)
        {
            problems.Add(Rules.StashMetadataUnreadable.At(new SourcePoint(file, (int)((e.LineNumber + 1) ?? 0)), JsonFields.Sentence(e)));
            return null;
        }
    }
}

/// <summary>One stash as it was found.</summary>
public sealed record StashContent(string Folder, StashMetadata? Metadata, IReadOnlyList<Interaction> Interactions)
{
    public int BadLines { get; init; }

    /// <summary>Warnings, each with file and line.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];

    /// <summary>False for an attempt that was killed or is still at it.</summary>
    public bool HasEnded => Metadata is not null;
}
