using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Writers;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Hashing;

namespace TrainForge.Data.Exports;

/// <summary>
/// Writes a version in the form of a trainer or a service. The version is verified first; the folder appears whole or not at all;
/// the same version gives the same bytes.
/// </summary>
public static class DatasetExport
{
    private static readonly IReadOnlyList<IExportProfile> All = [new OpenAiProfile(), new TrlProfile(), new AxolotlProfile(), new LlamaFactoryProfile(), new HfStsProfile()];

    private static readonly byte[] LineEnd = [(byte)'\n'];

    public static IReadOnlyList<string> Profiles => [.. All.Select(p => p.Name)];

    /// <summary>Fails for a name that is no profile's.</summary>
    public static void Require(string profile) => Find(profile);

    public static Exported Run(ExportRequest request, CancellationToken cancel)
    {
        var profile = Find(request.Profile);
        var files = Files(request, profile);
        if (Sha256Sums.Verify(request.Version.Folder, VersionFiles.OutsideHash, cancel) is [var damaged, ..])
        {
            throw new TrainForgeException(Rules.DatasetDamaged.Here(damaged.Path, request.Version.Folder));
        }

        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var leftOut = new SortedDictionary<string, long>(StringComparer.Ordinal);
        ExportFolder.Replace(request.Folder, folder => Write(folder, request, profile, files, counts, leftOut, cancel), cancel);
        return new Exported(Path.GetFullPath(request.Folder), counts, leftOut);
    }

    private static IExportProfile Find(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new TrainForgeException(Rules.ExportProfileUnknown.Here(name, Nearest.Suggest(name, Profiles), string.Join(", ", Profiles)));

    private static List<(ExportKind Kind, string Side, string Path)> Files(ExportRequest request, IExportProfile profile)
    {
        var version = $"{request.Version.Manifest.Name}@{request.Version.Version}";
        if (request.Kind is { } wanted && !profile.Kinds.Contains(wanted))
        {
            throw new TrainForgeException(Rules.ExportKindImpossible.Here(profile.Name, wanted.Name(), string.Join(", ", profile.Kinds.Select(k => k.Name()))));
        }

        var kinds = request.Kind is { } kind ? [kind] : profile.Kinds;
        var files = kinds.SelectMany(k => k.Files().Select(f => (Kind: k, f.Side, f.Path))).Where(f => request.Version.Manifest.Rows(f.Path) > 0).ToList();
        return files.Count > 0 ? files : throw new TrainForgeException(Rules.ExportNothing.Here(version, string.Join(", ", kinds.Select(k => k.Name()))));
    }

    private static void Write(
        string folder,
        ExportRequest request,
        IExportProfile profile,
        IReadOnlyList<(ExportKind Kind, string Side, string Path)> files,
        SortedDictionary<string, long> counts,
        SortedDictionary<string, long> leftOut,
        CancellationToken cancel)
    {
        var terms = new ExportTerms();
        var rows = new ExportRows(request, profile, terms);
        foreach (var (kind, _, path) in files)
        {
            var kept = Kept(rows.Of(kind, Path.Combine(request.Version.Folder, path)), leftOut, cancel);
            var count = profile.IsFilePerRow ? Each(Path.Combine(folder, Path.ChangeExtension(path, null)), kept) : Lines(Path.Combine(folder, path), kept);
            if (count > 0)
            {
                counts[path] = count;
            }
        }

        if (counts.Count == 0)
        {
            throw new TrainForgeException(Rules.ExportNothingFits.Here(profile.Name, string.Join(", ", leftOut.Select(l => FormattableString.Invariant($"{l.Key} {l.Value}")))));
        }

        if (!request.AllowUnknownTerms)
        {
            terms.Check(request.Version);
        }

        var summary = new ExportSummary(request, [.. files.Where(f => counts.ContainsKey(f.Path)).Select(f => (f.Kind, f.Side, f.Path, counts[f.Path]))]);
        foreach (var (path, text) in profile.Settings(summary))
        {
            AtomicFile.WriteAllText(Path.Combine(folder, path), text);
        }

        AtomicFile.WriteAllBytes(Path.Combine(folder, DatasetPaths.Card), ExportCard.ToPage(summary, profile, terms.Counts, leftOut));
        AtomicFile.WriteAllBytes(Path.Combine(folder, ExportFolder.RecordName), ExportCard.ToRecord(summary, profile, terms.Counts, leftOut));
    }

    private static IEnumerable<(string Id, byte[] Line)> Kept(IEnumerable<(string Id, ExportRow Row)> rows, SortedDictionary<string, long> leftOut, CancellationToken cancel)
    {
        foreach (var (id, row) in rows)
        {
            cancel.ThrowIfCancellationRequested();
            if (row.Line is { } line)
            {
                yield return (id, line);
            }
            else
            {
                leftOut[row.Reason!] = leftOut.GetValueOrDefault(row.Reason!) + 1;
            }
        }
    }

    // Without rows there is no file: an empty one would be taken for data.
    private static long Lines(string path, IEnumerable<(string Id, byte[] Line)> rows)
    {
        var count = 0L;
        using var each = rows.GetEnumerator();
        if (!each.MoveNext())
        {
            return 0;
        }

        AtomicFile.Write(path, file =>
        {
            do
            {
                file.Write(each.Current.Line);
                file.Write(LineEnd);
                count++;
            }
            while (each.MoveNext());
        });
        return count;
    }

    // An example that stands in the training part several times is one session.
    private static long Each(string folder, IEnumerable<(string Id, byte[] Line)> rows)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, line) in rows.Where(r => written.Add(r.Id)))
        {
            AtomicFile.WriteAllBytes(Path.Combine(folder, PortableName.From(id) + ".jsonl"), [.. line, .. LineEnd]);
        }

        return written.Count;
    }
}
