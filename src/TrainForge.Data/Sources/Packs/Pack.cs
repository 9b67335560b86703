using System.IO.Compression;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Files;

namespace TrainForge.Data.Sources.Packs;

/// <summary>
/// One imported file as it is kept: an archive with the cleaned lines, one for one with those of the original, and a record of
/// what they were. The readers run on these lines at every build, so that a better reader serves what was imported before it.
/// </summary>
internal static class Pack
{
    public const string Extension = ".zip";

    private const string LinesEntry = "lines.jsonl.br";

    // What packs had first; whoever has some keeps them.
    private const string DeflatedEntry = "lines.jsonl";
    private const string RecordEntry = "record.json";

    // No line that is kept has white space between its tokens, and in a string none can hold this.
    private const byte BeforeAside = (byte)'\t';
    private const int BlockBytes = 128 * 1024;
    private const int MaxRecordBytes = 16 * 1024 * 1024;

    // The same original gives the same bytes, whenever it is packed.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="read">Gets the lines as they are kept, and gives the record once it has seen them.</param>
    public static void Write(string path, IEnumerable<SourceLine> lines, Func<IEnumerable<SourceLine>, byte[]> read) => AtomicFile.Write(path, file =>
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        byte[] record;
        using (var entry = New(archive, LinesEntry, CompressionLevel.NoCompression))
        {
            // Brotli's quickest level is twice as fast as the archive's own method and makes less of them. Lines are short, and it pays for each call.
            using var compressed = new BrotliStream(entry, new BrotliCompressionOptions { Quality = 0 }, leaveOpen: true);
            using var blocks = new BufferedStream(compressed, BlockBytes);
            record = read(Kept(lines, blocks));
        }

        using var end = New(archive, RecordEntry, CompressionLevel.Fastest);
        end.Write(record);
    });

    /// <exception cref="InvalidDataException">It is no pack, or damaged.</exception>
    /// <exception cref="JsonException">Its record is not understood.</exception>
    public static PackRecord ReadRecord(string path) => PackRecord.Read(RecordBytes(path));

    /// <summary>The same pack with other terms.</summary>
    public static void Restate(string path, SourceTerms terms)
    {
        var record = PackRecord.Restate(RecordBytes(path), terms);
        Write(path, ReadLines(path, new ReadReport(path)), lines =>
        {
            _ = lines.Count();
            return record;
        });
    }

    private static byte[] RecordBytes(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var entry = Entry(archive, RecordEntry);
        if (entry.Length > MaxRecordBytes)
        {
            throw new InvalidDataException("Its record is too long.");
        }

        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static IEnumerable<SourceLine> ReadLines(string path, ReadReport report)
    {
        using var archive = ZipFile.OpenRead(path);
        using var stream = archive.GetEntry(DeflatedEntry) is { } old ? old.Open() : new BrotliStream(Entry(archive, LinesEntry).Open(), CompressionMode.Decompress);
        foreach (var line in SourceLines.Read(stream, report.TooLong, int.MaxValue / 2))
        {
            yield return line.Bytes.Span.IndexOf(BeforeAside) is >= 0 and var end ? line with { Bytes = line.Bytes[..end], Aside = line.Bytes[(end + 1)..] } : line;
        }
    }

    private static IEnumerable<SourceLine> Kept(IEnumerable<SourceLine> lines, Stream entry)
    {
        foreach (var line in lines)
        {
            entry.Write(line.Bytes.Span);
            if (!line.Aside.IsEmpty)
            {
                entry.WriteByte(BeforeAside);
                entry.Write(line.Aside.Span);
            }

            entry.WriteByte((byte)'\n');
            yield return line;
        }
    }

    private static Stream New(ZipArchive archive, string name, CompressionLevel level)
    {
        var entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = Always;
        return entry.Open();
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string name) => archive.GetEntry(name) ?? throw new InvalidDataException($"'{name}' is missing in it.");
}
