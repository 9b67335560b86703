using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Versions;

/// <summary>Reads the lines of a version, of all kinds of examples, one after another. Small samples and the few that stand for all are copies and are passed over.</summary>
internal static class VersionRows
{
    // Names repeat in every line of every version.
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    /// <summary>By kind and id; lines that are there several times are counted.</summary>
    public static Dictionary<(string Kind, string Id), VersionRow> ById(DatasetVersion version, CancellationToken cancel)
    {
        var rows = new Dictionary<(string, string), VersionRow>();
        foreach (var row in Read(version, cancel))
        {
            var key = (row.Kind, row.Id);
            rows[key] = rows.TryGetValue(key, out var known) ? known with { Copies = known.Copies + 1 } : row;
        }

        return rows;
    }

    public static IEnumerable<VersionRow> Read(DatasetVersion version, CancellationToken cancel)
    {
        foreach (var file in Files(version.Manifest))
        {
            var (kind, side) = (file.Path.Split('/')[0], Path.GetFileNameWithoutExtension(file.Path));
            foreach (var line in Lines(version, file.Path))
            {
                cancel.ThrowIfCancellationRequested();
                yield return Row(version, file.Path, line, kind, side);
            }
        }
    }

    /// <summary>Every file of examples but those that show some of another once more.</summary>
    public static IEnumerable<DatasetFile> Files(DatasetManifest manifest) =>
        manifest.Files.Where(f => f.Rows > 0 && f.Path != DatasetPaths.FewShot && f.Path.Contains('/', StringComparison.Ordinal) && !f.Path.EndsWith(".tiny.jsonl", StringComparison.Ordinal));

    /// <summary>A version is whole: a line without an end is damage, not a write in progress.</summary>
    public static IEnumerable<FileLine> Lines(DatasetVersion version, string path)
    {
        Diagnostic? torn = null;
        foreach (var line in LineFile.Read(Path.Combine(version.Folder, path), problem => torn = problem))
        {
            yield return line;
        }

        if (torn is not null)
        {
            throw new TrainForgeException(Rules.ExampleUnreadable.At(torn.Where, "It has no end."));
        }
    }

    public static TrainForgeException Unreadable(DatasetVersion version, string path, long line, string sentence) =>
        new(Rules.ExampleUnreadable.At(new SourcePoint(Path.Combine(version.Folder, path), (int)Math.Min(line, int.MaxValue)), sentence));

    private static VersionRow Row(DatasetVersion version, string path, FileLine line, string kind, string side)
    {
        try
        {
            return Parse(line.Bytes, kind, side);
        }
        catch (JsonException e)
        {
            throw Unreadable(version, path, line.Number, JsonFields.Sentence(e));
        }
    }

    private static VersionRow Parse(ReadOnlyMemory<byte> line, string kind, string side)
    {
        string? id = null, test = null;
        var fields = new List<(string Name, ulong Hash)>();
        var reader = new Utf8JsonReader(line.Span, new JsonReaderOptions { MaxDepth = JsonForm.Reading.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The line is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Names.GetOrAdd(reader.GetString()!, static n => n);
            reader.Read();
            var begin = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.String && name is "id")
            {
                id = reader.GetString();
            }
            else if (reader.TokenType == JsonTokenType.String && name is "test")
            {
                test = reader.GetString();
            }

            reader.Skip();
            if (fields.Exists(f => f.Name == name))
            {
                throw new JsonException($"'{name}' is there twice.");
            }

            fields.Add((name, Hash(line.Span[begin..(int)reader.BytesConsumed])));
        }

        return id is null ? throw JsonFields.Missing("id") : new VersionRow(kind, side, id, test, fields);
    }

    // 64 bits per field: two fields of one row meet by chance once in many lifetimes of comparing.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
