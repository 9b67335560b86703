using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainForge.Conversations;
using TrainForge.Data.Pipeline;
using TrainForge.Data.Sources.Packs;
using TrainForge.Data.Versions;
using TrainForge.Datasets;
using TrainForge.Diagnostics;
using TrainForge.Files;
using TrainForge.Options;
using TrainForge.Redaction;
using TrainForge.Stashes;

namespace TrainForge.Data.Catalog;

/// <summary>
/// Brings the catalog in step with the files: what is new or has another length or time is read, what is gone is taken out.
/// The files are the truth; an empty catalog and an old one end up with the same rows.
/// </summary>
internal sealed class CatalogIndex(TrainForgeRoot root, CatalogWriter writer, Action<Diagnostic> tell)
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    /// <param name="fromNothing">Forgets every row first, in the same transaction: nobody ever sees the catalog empty.</param>
    public static void Refresh(TrainForgeRoot root, SqliteConnection db, bool fromNothing, Action<Diagnostic> tell, CancellationToken cancel)
    {
        using var change = CatalogChange.Begin(db);
        if (fromNothing)
        {
            CatalogFile.Run(db, "DELETE FROM dataset; DELETE FROM source; DELETE FROM attempt;");
        }

        using (var writer = new CatalogWriter(db))
        {
            var index = new CatalogIndex(root, writer, tell);
            index.Datasets(cancel);
            index.Sources(cancel);
            index.Attempts(cancel);
        }

        change.Commit();
    }

    private void Datasets(CancellationToken cancel)
    {
        var found = Folders(root.Datasets).SelectMany(DatasetPaths.Versions)
            .Select(folder => (Key: Relative(folder), Stamp: $"{Stamp(Path.Combine(folder, DatasetPaths.Manifest))}|{Stamp(Path.Combine(folder, DatasetPaths.Provenance))}|{(DatasetPaths.IsPinned(folder) ? 1 : 0)}"));
        Sync("dataset", "folder", found, (key, stamp) =>
        {
            var folder = Path.Combine(root.Folder, key);
            DatasetManifest manifest;
            try
            {
                manifest = DatasetVersions.ReadManifest(folder);
            }
            catch (TrainForgeException e)
            {
                tell(e.Diagnostic);
                return;
            }

            var provenance = VersionProvenance.Read(folder);
            var id = writer.Insert("dataset",
                ("name", manifest.Name), ("version", Path.GetFileName(folder)), ("number", VersionName.Parse(Path.GetFileName(folder))), ("folder", key), ("stamp", stamp),
                ("content_hash", manifest.ContentHash), ("built", Text(provenance?.Built)), ("builder", provenance?.Builder), ("groups", manifest.Groups), ("pinned", DatasetPaths.IsPinned(folder) ? 1 : 0));
            Rows(id, manifest);
            foreach (var place in provenance?.Inputs ?? new HashSet<string>())
            {
                writer.Insert("dataset_input", ("dataset", id), ("place", place));
            }
        }, cancel);
    }

    private void Rows(long id, DatasetManifest manifest)
    {
        foreach (var file in manifest.Files)
        {
            writer.Insert("dataset_file", ("dataset", id), ("path", file.Path), ("rows", file.Rows), ("bytes", file.Bytes), ("sha256", file.Sha256));
        }

        foreach (var (stage, position) in manifest.Stages.Select((stage, i) => (stage, i)))
        {
            writer.Insert("dataset_stage", ("dataset", id), ("position", position), ("stage", stage.Name), ("items_in", stage.In), ("items_out", stage.Out));
            foreach (var (kind, reason, items) in stage.Dropped.Select(d => ("dropped", d.Key, d.Value)).Concat(stage.Cut.Select(c => ("cut", c.Key, c.Value))))
            {
                writer.Insert("dataset_reason", ("dataset", id), ("stage", stage.Name), ("kind", kind), ("reason", reason), ("items", items));
            }
        }
    }

    private void Sources(CancellationToken cancel)
    {
        var store = new PackStore(root);
        var found = TranscriptKind.All.SelectMany(kind => store.Paths(kind.Name).Select(path => (Key: PackStore.Place(kind.Name, path), Stamp: Stamp(path))));
        Sync("source", "kind || ':' || sha256", found, (key, stamp) =>
        {
            if (PackStore.Read(store.PathOfPlace(key)!, tell) is { } pack)
            {
                writer.Insert("source", ("kind", pack.Kind), ("sha256", pack.Sha256), ("stamp", stamp), ("name", pack.Name), ("bytes", pack.Bytes), ("lines", pack.Lines), ("extends", pack.Extends));
            }
        }, cancel);
    }

    private void Attempts(CancellationToken cancel)
    {
        var found = StashReader.Find(root.Stashes).Select(folder => (Key: Relative(folder), Stamp: Stamp(Path.Combine(folder, StashPaths.Metadata))));
        Sync("attempt", "folder", found, (key, stamp) =>
        {
            var metadata = StashReader.Metadata(Path.Combine(root.Folder, key));
            writer.Insert("attempt",
                ("folder", key), ("stamp", stamp), ("run", metadata?.RunId ?? key.Split('/')[^2]), ("test_id", Clean(metadata?.TestId)), ("test_name", Clean(metadata?.TestName)), ("class_name", Clean(metadata?.ClassName)),
                ("assembly", metadata?.Assembly), ("target_framework", metadata?.TargetFramework), ("outcome", Names.Of(metadata?.Outcome ?? Outcome.None)), ("number", metadata?.Attempt ?? 1),
                ("flaky", metadata?.Flaky == true ? 1 : 0), ("started", Text(metadata?.Timestamp)), ("duration_s", metadata?.DurationSeconds), ("interactions", metadata?.Interactions), ("tool_calls", metadata?.ToolCalls));
        }, cancel);
    }

    // A stash that was copied here by hand may hold what no recorder of ours would have written.
    private static string? Clean(string? text) => text is null ? null : Redactor.Redact(text, new RedactionCounts());

    private void Sync(string table, string key, IEnumerable<(string Key, string Stamp)> found, Action<string, string> insert, CancellationToken cancel)
    {
        var known = writer.Stamps(table, key);
        foreach (var (item, stamp) in found.ToList())
        {
            cancel.ThrowIfCancellationRequested();
            if (known.Remove(item, out var old))
            {
                if (old == stamp)
                {
                    continue;
                }

                writer.Delete(table, key, item);
            }

            insert(item, stamp);
        }

        foreach (var gone in known.Keys)
        {
            writer.Delete(table, key, gone);
        }
    }

    private static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];

    private string Relative(string path) => Path.GetRelativePath(root.Folder, path).Replace('\\', '/');

    private static string Stamp(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{info.Length}|{info.LastWriteTimeUtc.Ticks}") : "";
    }

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
