using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TrainForge.Data.Catalog;

/// <summary>
/// A transaction that writes from its begin. SQLite takes one back by itself when the disk is full; the library's own would then try
/// again, and fail with that instead of with what had happened.
/// </summary>
internal sealed class CatalogChange : IDisposable
{
    private readonly SqliteConnection _db;

    private CatalogChange(SqliteConnection db) => _db = db;

    public static CatalogChange Begin(SqliteConnection db)
    {
        CatalogFile.Run(db, "BEGIN IMMEDIATE");
        return new CatalogChange(db);
    }

    public void Commit() => CatalogFile.Run(_db, "COMMIT");

    public void Dispose()
    {
        if (raw.sqlite3_get_autocommit(_db.Handle) == 0)
        {
            CatalogFile.Run(_db, "ROLLBACK");
        }
    }
}
