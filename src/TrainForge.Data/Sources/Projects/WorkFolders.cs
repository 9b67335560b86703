using System.Text;
using System.Text.Json;
using TrainForge.Redaction;
using TrainForge.Repositories;

namespace TrainForge.Data.Sources.Projects;

/// <summary>
/// Finds the folders that lines of an import were written in, before they are redacted, and asks git where each stands. Nothing in
/// those folders is opened by us, and none of a foreign machine's shares is touched.
/// </summary>
internal sealed class WorkFolders(Redactor redactor, RedactionCounts counts)
{
    // Made-up folders without number must not cost a question each.
    private const int MaxFolders = 200;
    private const int MaxPathBytes = 4096;

    private static readonly byte[] Key = "\"cwd\":"u8.ToArray();

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, WorkFolder> _found = new(StringComparer.Ordinal);

    public IReadOnlyList<WorkFolder> Found => [.. _found.Values];

    public void Look(ReadOnlySpan<byte> line)
    {
        for (var at = line.IndexOf(Key); at >= 0 && _seen.Count < MaxFolders; at = line.IndexOf(Key))
        {
            line = line[(at + Key.Length)..].TrimStart((byte)' ');
            if (Text(line) is { } folder && _seen.Add(folder))
            {
                Take(folder);
            }
        }
    }

    private static string? Text(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != '"')
        {
            return null;
        }

        var reader = new Utf8JsonReader(rest[..Math.Min(rest.Length, MaxPathBytes)], isFinalBlock: false, state: default);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // the line is told about when it is cleaned
        }
    }

    private void Take(string folder)
    {
        var place = IsOfThisMachine(folder) ? GitReader.Read(folder) : null;
        var name = redactor.Redact(folder, counts);
        _found[name] = new WorkFolder(name, Redacted(place?.Root), Redacted(place?.Context.Remote));
    }

    private string? Redacted(string? text) => text is null ? null : redactor.Redact(text, counts);

    // Asking for a share would tell its host who asks.
    private static bool IsOfThisMachine(string folder) =>
        Path.IsPathFullyQualified(folder) && !folder.StartsWith(@"\\", StringComparison.Ordinal) && !folder.StartsWith("//", StringComparison.Ordinal)
        && !folder.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(folder) < MaxPathBytes;
}
