using System.Buffers;
using TrainForge.Conversations;
using TrainForge.Data.Balance;
using TrainForge.Data.Decontamination;
using TrainForge.Data.Examples;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Quality;
using TrainForge.Data.Splits;
using TrainForge.Datasets;
using TrainForge.Files;
using TrainForge.Hashing;
using TrainForge.Options;

namespace TrainForge.Data.Writers;

/// <summary>Writes every file of a version into an empty folder. Nothing but the content decides a byte of them, provenance.json apart.</summary>
internal static class VersionFiles
{
    /// <summary>What varies between builds of the same content, and the list of sums, which lists the others.</summary>
    public static readonly IReadOnlySet<string> OutsideHash = new HashSet<string>(StringComparer.Ordinal) { DatasetPaths.Sums, DatasetPaths.Provenance };

    public static DatasetManifest Write(string folder, DatasetContent content, DatasetBuildOptions options, CancellationToken cancel)
    {
        var files = new List<DatasetFile>();
        IReadOnlyList<ExampleRow> train = [.. content.Train];
        IReadOnlyList<ExampleRow> valid = [.. content.Valid];
        var tiny = options.Dataset.Tiny;
        Examples(DatasetPaths.SftTrain, [.. CopyOrder.Of(train, options.Dataset.Oversampling.Seed)]);

        // Each once: a sample is for a first try, and as large as it was asked for.
        Examples(DatasetPaths.SftTrainTiny, GroupSplit.Sample([.. train.Where(r => r.Copies > 0)], r => r.Id, tiny.Train, tiny.Seed));
        Examples(DatasetPaths.SftValid, valid);
        Examples(DatasetPaths.SftValidTiny, GroupSplit.Sample(valid, r => r.Id, tiny.Valid, tiny.Seed));
        var further = new FurtherLines(content);
        Both(DatasetPaths.DpoTrain, DatasetPaths.DpoValid, content.Further.Pairs, pair => pair.Item.Id, further.Line);
        Both(DatasetPaths.KtoTrain, DatasetPaths.KtoValid, content.Further.Answers, answer => answer.Item.Id, further.Line);
        Some(DatasetPaths.FewShot, content.Further.FewShot, row => ExampleLine.Of(row, content.Store));
        Lines(DatasetPaths.Dropped, content.Dropped, (item, line) => line.Write(DroppedForm.ToLine(item)));
        var schemas = ToolSchemas.ToPage(content);
        Bytes(DatasetPaths.ToolSchemas, schemas, 0);

        var manifest = new DatasetManifest
        {
            Name = options.Dataset.Name,
            Options = EffectiveOptions.ToJson(options),
            Files = [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)],
            Groups = content.Rows.Select(r => r.Group).Distinct(StringComparer.Ordinal).LongCount(),
            Stages = content.Stages,
            Tools = Count(train.SelectMany(r => r.Stored!.Calls, (r, call) => (call.Tool, (long)call.Count * r.Copies))),
            Commands = Count(train.SelectMany(r => Traits.Of(r)?.Calls ?? [], (r, call) => (call.Category, (long)call.Count * r.Copies))),
            Models = Count(content.Rows.Select(r => ($"{r.Terms.Vendor ?? "unknown"}/{r.Terms.Model ?? "unknown"}", 1L))),
            Redactions = content.Redactions.ByName(),
            Splits = ManifestCounts.Splits(content),
            Tokens = ManifestCounts.Tokens(content),
            Terms = ManifestCounts.Terms(content),
            Drift = content.Tools?.Drift ?? [],
            Hashes = Hashes(content, schemas),
        };
        Bytes(DatasetPaths.Card, DatasetCard.ToPage(manifest), 0);
        manifest = manifest with { Files = [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)] };

        var bare = ManifestJson.ToPage(manifest);
        var hash = ContentHash.Of([.. Entries(), new FileEntry(DatasetPaths.Manifest, bare.Length, Sha256.Of(bare))]);
        manifest = manifest with { ContentHash = hash };
        var page = ManifestJson.ToPage(manifest);
        AtomicFile.WriteAllBytes(Path.Combine(folder, DatasetPaths.Manifest), page);
        Sha256Sums.Write(folder, [.. Entries(), new FileEntry(DatasetPaths.Manifest, page.Length, Sha256.Of(page))]);
        return manifest;

        IEnumerable<FileEntry> Entries() => files.Select(f => new FileEntry(f.Path, f.Bytes, f.Sha256));

        // A side or a sample that is switched off has no file: an empty one would be taken for data.
        void Examples(string path, IReadOnlyList<ExampleRow> rows)
        {
            if (rows.Count > 0)
            {
                Lines(path, rows, (row, line) => ExampleLine.Write(row, content.Store, line));
            }
        }

        void Both<T>(string trainPath, string validPath, IReadOnlyList<Settled<T>> all, Func<Settled<T>, string> id, Func<Settled<T>, byte[]> line)
        {
            foreach (var (path, isValid, count) in new[] { (trainPath, false, tiny.Train), (validPath, true, tiny.Valid) })
            {
                IReadOnlyList<Settled<T>> side = [.. all.Where(s => s.IsValid == isValid)];
                Some(path, side, line);
                Some(DatasetPaths.Tiny(path), GroupSplit.Sample(side, id, count, tiny.Seed), line);
            }
        }

        void Some<T>(string path, IReadOnlyList<T> items, Func<T, byte[]> line)
        {
            if (items.Count > 0)
            {
                Lines(path, items, (item, into) => into.Write(line(item)));
            }
        }

        void Lines<T>(string path, IReadOnlyCollection<T> items, Action<T, ArrayBufferWriter<byte>> write)
        {
            var (length, sha256) = LinesFile.Write(Path.Combine(folder, path), items, write, cancel);
            files.Add(new DatasetFile(path, length, sha256, items.Count));
        }

        void Bytes(string path, byte[] bytes, long rows)
        {
            AtomicFile.WriteAllBytes(Path.Combine(folder, path), bytes);
            files.Add(new DatasetFile(path, bytes.Length, Sha256.Of(bytes), rows));
        }
    }

    private static SortedDictionary<string, string> Hashes(DatasetContent content, byte[] schemas)
    {
        SortedDictionary<string, string> hashes = content.Masks is null ? new(StringComparer.Ordinal) : new(content.Text.Hashes.ToDictionary(), StringComparer.Ordinal);
        hashes["tool_schemas"] = Sha256.Of(schemas);
        if (content.SuitesHash.Length > 0)
        {
            hashes[SuiteFile.HashName] = content.SuitesHash;
        }

        if (content.Tools is { SignaturesHash: { Length: > 0 } signatures })
        {
            hashes[ToolSignatures.HashName] = signatures;
        }

        return hashes;
    }

    private static SortedDictionary<string, long> Count(IEnumerable<(string Name, long Count)> names)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in names)
        {
            counts[name] = counts.GetValueOrDefault(name) + count;
        }

        return counts;
    }
}
