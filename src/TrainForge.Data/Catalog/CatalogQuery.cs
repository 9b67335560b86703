using Microsoft.Data.Sqlite;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Catalog;

/// <summary>A question of a person's own, in SQL. It can read the catalog and nothing else, and it can be interrupted.</summary>
public static class CatalogQuery
{
    public static CatalogAnswer Run(TrainForgeRoot root, string sql, CancellationToken cancel)
    {
        using var db = CatalogFile.OpenForReading(root.Catalog);
        return CatalogFile.Told(root.Catalog, () => Ask(db, sql, cancel));
    }

    private static CatalogAnswer Ask(SqliteConnection db, string sql, CancellationToken cancel)
    {
        QueryRights.Limit(db.Handle!);
        using var interrupt = cancel.Register(() => SQLitePCL.raw.sqlite3_interrupt(db.Handle));
        try
        {
            using var command = db.CreateCommand();
            command.CommandText = sql;
            using var rows = command.ExecuteReader();
            var found = new List<IReadOnlyList<object?>>();
            while (rows.Read())
            {
                cancel.ThrowIfCancellationRequested();
                found.Add([.. Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? null : rows.GetValue(i))]);
            }

            var answer = new CatalogAnswer([.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)], found);
            return answer.Columns.Count == 0 ? throw new TrainForgeException(Rules.QueryRefused.Here("it asks for nothing."))
                : rows.NextResult() ? throw new TrainForgeException(Rules.QueryRefused.Here("it asks for more than one thing at once."))
                : answer;
        }
        catch (SqliteException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_ERROR or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_AUTH)
        {
            throw new TrainForgeException(Rules.QueryRefused.Here(CatalogFile.Sentence(e)), e);
        }
    }
}

public sealed record CatalogAnswer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
