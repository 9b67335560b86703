using System.Text.Json;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Sources.Packs;

/// <summary>sources/&lt;kind&gt;/&lt;SHA-256 of the original&gt;.zip: what was imported, each once.</summary>
internal sealed class PackStore(TrainForgeRoot root)
{
    public string PathOf(string kind, string sha256) => Path.Combine(root.Sources, kind, sha256 + Pack.Extension);

    /// <summary>Of one kind, in ordinal order.</summary>
    public IReadOnlyList<string> Paths(string kind)
    {
        var folder = Path.Combine(root.Sources, kind);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + Pack.Extension).Where(IsPack).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>What a build names it by. Stashes have no such names: ':' is in no name of theirs.</summary>
    public static string Place(string kind, string path) => $"{kind}:{Path.GetFileNameWithoutExtension(path)}";

    /// <summary>The file of a place; null when it is none of ours, as that of a stash.</summary>
    public string? PathOfPlace(string place) =>
        place.Split(':') is [var kind, var sha256] && TranscriptKind.All.Any(k => k.Name == kind) ? PathOf(kind, sha256) : null;

    /// <summary>Null for a damaged one, which is told.</summary>
    public static PackRecord? Read(string path, Action<Diagnostic> tell)
    {
        try
        {
            return Pack.ReadRecord(path);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException)
        {
            tell(Rules.PackUnreadable.At(new SourcePoint(path), e.Message));
            return null;
        }
    }

    private static bool IsPack(string path) =>
        Path.GetFileNameWithoutExtension(path) is { Length: 64 } name && name.All(char.IsAsciiHexDigitLower);
}
