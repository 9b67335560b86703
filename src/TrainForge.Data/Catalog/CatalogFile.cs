using System.Globalization;
using Microsoft.Data.Sqlite;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Catalog;

/// <summary>
/// Opens catalog.db. Readers and the one writer do not wait for each other (WAL); a writer waits for another. Every write is one
/// transaction, so whoever is killed has written nothing.
/// </summary>
internal static class CatalogFile
{
    // SQLite's own waiting; a refresh of ten thousand stashes takes a second.
    private const int PatienceSeconds = 30;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;
    private const int SqliteReadOnly = 8;
    private const int SqliteFault = 10;
    private const int SqliteFull = 13;
    private const int SqliteNotOpened = 14;

    private static readonly string[] Companions = ["", "-wal", "-shm"];

    static CatalogFile() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Makes the file when it is missing; brings its schema up to date.</summary>
    public static SqliteConnection OpenForWriting(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var db = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Told(path, () =>
            {
                Run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;");
                SchemaSteps.To(db, path, Migration.Newest);
            });
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenForReading(string path)
    {
        var db = Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            Told(path, () => Run(db, "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;"));
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Runs what touches the file, and says in our words what SQLite says in its own.</summary>
    public static void Told(string path, Action act) => Told(path, () =>
    {
        act();
        return true;
    });

    public static T Told<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            throw new TrainForgeException(Rules.CatalogDamaged.Here(path, Sentence(e)), e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteBusy or SqliteLocked)
        {
            throw new TrainForgeException(Rules.CatalogBusy.Here(path, PatienceSeconds), e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteFull)
        {
            throw new TrainForgeException(Rules.FileNotWritten.Here(path, "the disk or the quota is full", "Make room and run again; nothing half-written is left behind."), e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteReadOnly or SqliteNotOpened or SqliteFault)
        {
            throw new TrainForgeException(Rules.FileNotWritten.Here(path, $"SQLite says '{Sentence(e).TrimEnd('.')}'", "Check that this user may write there, or delete the file: it is made again."), e);
        }
    }

    public static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>What SQLite says without its wrapping: "SQLite Error 1: 'no such table: x'." is "no such table: x".</summary>
    public static string Sentence(SqliteException e) => e.Message.Split('\'', 2) is [_, var rest] ? rest.TrimEnd('.', '\'') + "." : e.Message;

    /// <summary>Null when every page of it is sound; otherwise the first thing wrong.</summary>
    public static string? Soundness(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        return command.ExecuteScalar() is string said && said != "ok" ? said : null;
    }

    /// <summary>A file that is no sound catalog, or one of a newer version, gets another name; nothing is deleted.</summary>
    /// <returns>The other name; null when there was nothing to put aside.</returns>
    public static string? PutAsideUnlessSound(string path)
    {
        if (!File.Exists(path) || CanGoOn(path))
        {
            return null;
        }

        var number = 1;
        while (File.Exists(Aside()))
        {
            number++;
        }

        foreach (var companion in Companions.Where(c => File.Exists(path + c)))
        {
            File.Move(path + companion, Aside() + companion);
        }

        return Aside();

        string Aside() => string.Create(CultureInfo.InvariantCulture, $"{path}.aside-{number}");
    }

    private static bool CanGoOn(string path)
    {
        try
        {
            using var db = OpenForWriting(path);
            return Told(path, () => Soundness(db)) is null;
        }
        catch (TrainForgeException e) when (e.Diagnostic.Rule.Code == Rules.CatalogDamaged.Code || e.Diagnostic.Rule.Code == Rules.CatalogTooNew.Code)
        {
            return false;
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode) => Told(path, () =>
    {
        // Unpooled: a pool would keep the file open after the command is done with it.
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = PatienceSeconds }.ToString());
        db.Open();
        return db;
    });
}
