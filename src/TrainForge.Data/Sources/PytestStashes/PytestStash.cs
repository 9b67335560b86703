using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Diagnostics;
using TrainForge.Stashes;

namespace TrainForge.Data.Sources.PytestStashes;

/// <summary>
/// The folder of one test as a folder to import: what the test was, what its model said, what its tools answered. The runner's own
/// results, where they lie above it, say how the test ended in the end.
/// </summary>
internal sealed record PytestStash(string Folder, IReadOnlyList<(string Name, byte[] Bytes)> Files, long Bytes, string Sha256) : Original(Folder, Bytes, Sha256, null)
{
    public const string Metadata = "metadata.json";
    public const string Results = "results.json";
    public const string ModelLog = "session_model.log";
    public const string Log = "session.log";
    public const string Audit = "audit.jsonl";

    private const int ResultsAbove = 3;

    /// <summary>Stashes of this program have logs of these names as well, and are brought in by 'ingest stash'.</summary>
    public static bool IsOne(string folder)
    {
        return !Has(StashPaths.Interactions) && (Has(ModelLog) || Has(Audit) || (Has(Log) && Has(Metadata)));

        bool Has(string name) => File.Exists(System.IO.Path.Combine(folder, name));
    }

    /// <summary>The audit trail, or a part of it that was moved aside when it had grown too long: audit.jsonl.1, audit.jsonl.2, …</summary>
    public static bool IsAudit(string? name) => name == Audit || PartOf(name) > 0;

    public static Original Measure(string folder)
    {
        var files = new[] { Metadata, ModelLog, Log }.Concat(Trail(folder)).Select(name => (Name: name, Path: System.IO.Path.Combine(folder, name)))
            .Where(f => File.Exists(f.Path)).Select(f => (f.Name, Bytes: Read(f.Path))).ToList();
        if (Result(folder, files.Find(f => f.Name == Metadata).Bytes) is { } result)
        {
            files.Insert(0, (Results, result));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name}\0{bytes.Length}\0")));
            hash.AppendData(bytes);
        }

        return new PytestStash(folder, files, files.Sum(f => (long)f.Bytes.Length), Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant());
    }

    /// <summary>Each record of each file, as an object that says where it stood.</summary>
    public override IEnumerable<SourceLine> Lines(ReadReport report)
    {
        long number = 0;
        foreach (var record in Files.SelectMany(file => Records(file.Name, file.Bytes, report)))
        {
            yield return new SourceLine(++number, JsonForm.ToLine(record));
        }
    }

    // The oldest first: a part's number grows with every one that is moved aside after it.
    private static IEnumerable<string> Trail(string folder) => Directory.EnumerateFiles(folder, Audit + "*")
        .Select(path => System.IO.Path.GetFileName(path)!)
        .Where(IsAudit)
        .OrderByDescending(PartOf);

    private static int PartOf(string? name) =>
        name?.StartsWith(Audit + ".", StringComparison.Ordinal) == true && int.TryParse(name.AsSpan(Audit.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part is > 0 and < 10_000 ? part : 0;

    private static IEnumerable<Action<Utf8JsonWriter>> Records(string name, byte[] bytes, ReadReport report) => name switch
    {
        ModelLog => ModelLogText.Records(Text(bytes)),
        Log => SessionLogText.Records(Text(bytes)),
        _ when IsAudit(name) => SourceLines.Read(new MemoryStream(bytes), report.TooLong).Where(l => !l.Bytes.Span.Trim(" \t"u8).IsEmpty).Select(l => Value(name, l.Number, l.Bytes.Span, report)).OfType<Action<Utf8JsonWriter>>(),
        _ => Value(name, 1, bytes, report) is { } record ? [record] : [],
    };

    private static Action<Utf8JsonWriter>? Value(string name, long line, ReadOnlySpan<byte> bytes, ReadReport report)
    {
        try
        {
            var value = JsonText.Parse(Text(bytes));
            return json =>
            {
                json.WriteStartObject();
                json.WriteString("file", name);
                json.WriteNumber("line", line);
                json.Raw("value", value);
                json.WriteEndObject();
            };
        }
        catch (JsonException e)
        {
            report.Bad(line, $"{name}: {JsonFields.Sentence(e)}");
            return null;
        }
    }

    // Logs of Windows end their lines otherwise, and count them as one letter all the same. What is no UTF-8 becomes U+FFFD.
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && text[end - 1] == '\r' ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text;
    }

    private static byte[]? Result(string folder, byte[]? metadata)
    {
        var names = new[] { System.IO.Path.GetFileName(folder), metadata is null ? null : JsonText.TryParse(Text(metadata))?.ToElement().Str("test_name") };
        var above = System.IO.Path.GetDirectoryName(folder);
        for (var i = 0; i < ResultsAbove && above is not null; i++, above = System.IO.Path.GetDirectoryName(above))
        {
            var path = System.IO.Path.Combine(above, Results);
            if (File.Exists(path) && JsonText.TryParse(Text(Read(path)))?.ToElement() is { ValueKind: JsonValueKind.Object } run && run.Any("tests") is not null)
            {
                var test = run.Items("tests").FirstOrDefault(t => t.Str("name") is { } name && names.Contains(name));
                return test.ValueKind != JsonValueKind.Object ? null : JsonForm.ToLine(json =>
                {
                    json.WriteStartObject();
                    json.Text("commit", run.Str("git_sha"));
                    json.Text("model", run.Str("model"));
                    json.Text("timestamp", run.Str("timestamp"));
                    json.Raw("test", JsonText.Of(test));
                    json.WriteEndObject();
                });
            }
        }

        return null;
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > SourceLines.MaxLineBytes)
        {
            throw new TrainForgeException(Rules.LogTooLong.At(new SourcePoint(path), SourceLines.MaxLineBytes));
        }

        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
