using Microsoft.Data.Sqlite;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Catalog;

/// <summary>catalog.db: everything below a root as tables, for questions that the files answer slowly. It can always be made again.</summary>
public sealed class ProjectCatalog(TrainForgeRoot root)
{
    public const int NewestSchema = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string LockFile => root.Catalog + ".lock";

    /// <summary>In step with the files. The caller gets what could not be read.</summary>
    public IReadOnlyList<Diagnostic> Refresh(CancellationToken cancel)
    {
        var problems = new List<Diagnostic>();
        using var alone = FileLock.Acquire(LockFile, Patience, cancel);
        using var db = CatalogFile.OpenForWriting(root.Catalog);
        CatalogFile.Told(root.Catalog, () => CatalogIndex.Refresh(root, db, fromNothing: false, problems.Add, cancel));
        return problems;
    }

    /// <summary>
    /// From nothing. Readers of a sound catalog see the old rows until the new ones are there; a file that is no sound catalog,
    /// or of a newer version, is put aside.
    /// </summary>
    /// <returns>Where the old file was put, if it was; and what could not be read.</returns>
    public (string? Aside, IReadOnlyList<Diagnostic> Problems) Rebuild(CancellationToken cancel)
    {
        var problems = new List<Diagnostic>();
        using var alone = FileLock.Acquire(LockFile, Patience, cancel);
        var aside = CatalogFile.PutAsideUnlessSound(root.Catalog);
        using var db = CatalogFile.OpenForWriting(root.Catalog);
        CatalogFile.Told(root.Catalog, () => CatalogIndex.Refresh(root, db, fromNothing: true, problems.Add, cancel));
        return (aside, problems);
    }

    /// <summary>To an older schema for an older version of the tool, or up again. 0 leaves an empty database.</summary>
    public int Migrate(int target, CancellationToken cancel)
    {
        using var alone = FileLock.Acquire(LockFile, Patience, cancel);
        using var db = CatalogFile.OpenForWriting(root.Catalog);
        CatalogFile.Told(root.Catalog, () => SchemaSteps.To(db, root.Catalog, target));
        return target;
    }

    /// <summary>Null when there is no catalog yet.</summary>
    public CatalogStatus? Status()
    {
        if (!File.Exists(root.Catalog))
        {
            return null;
        }

        using var db = CatalogFile.OpenForReading(root.Catalog);
        return CatalogFile.Told(root.Catalog, () =>
        {
            var tables = Names(db).ToDictionary(t => t, t => CatalogFile.Number(db, $"SELECT count(*) FROM \"{t}\""), StringComparer.Ordinal);
            return new CatalogStatus(root.Catalog, SchemaSteps.Of(db), new FileInfo(root.Catalog).Length, CatalogFile.Soundness(db), tables);
        });
    }

    internal static IReadOnlyList<string> Names(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }
}

/// <param name="Unsound">What is wrong with the file; null when nothing is.</param>
/// <param name="Tables">Rows by table.</param>
public sealed record CatalogStatus(string File, int Schema, long Bytes, string? Unsound, IReadOnlyDictionary<string, long> Tables);
