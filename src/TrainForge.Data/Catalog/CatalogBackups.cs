using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TrainForge.Diagnostics;
using TrainForge.Files;

namespace TrainForge.Data.Catalog;

/// <summary>
/// Copies of the catalog in backups/. A copy is made by SQLite itself, so it is whole whoever writes meanwhile, and counts only
/// once it has been opened and found sound. Only then do older ones go: a bad day never takes the last good copy.
/// </summary>
public sealed partial class CatalogBackups(TrainForgeRoot root, TimeProvider clock)
{
    private const string Prefix = "catalog-";
    private const string Extension = ".db";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string Folder => Path.Combine(root.Folder, "backups");

    /// <summary>Names, oldest first.</summary>
    public IReadOnlyList<string> List() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.EnumerateFiles(Folder, Prefix + "*" + Extension).Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal),
    ];

    /// <param name="keep">So many newest copies stay, the new one among them.</param>
    /// <returns>The name of the copy, and of those that went.</returns>
    public (string Name, IReadOnlyList<string> Removed) Create(int keep, CancellationToken cancel)
    {
        using var alone = FileLock.Acquire(root.Catalog + ".lock", Patience, cancel);
        Directory.CreateDirectory(Folder);
        var name = FreeName();
        var unfinished = Path.Combine(Folder, $".{name}.unfinished");
        Discard(unfinished);
        try
        {
            Copy(root.Catalog, unfinished);
            RequireSound(unfinished, root.Catalog);
            File.Move(unfinished, PathOf(name));
        }
        finally
        {
            Discard(unfinished);
        }

        IReadOnlyList<string> old = [.. List().Where(IsOurs).SkipLast(Math.Max(keep, 1))];
        foreach (var gone in old)
        {
            File.Delete(PathOf(gone));
        }

        return (name, old);
    }

    /// <summary>The catalog becomes what the copy says; a copy that is not sound is refused before anything is touched.</summary>
    public void Restore(string name, CancellationToken cancel)
    {
        if (!List().Contains(name, StringComparer.Ordinal))
        {
            throw new TrainForgeException(Rules.BackupMissing.Here(name, Folder));
        }

        using var alone = FileLock.Acquire(root.Catalog + ".lock", Patience, cancel);
        RequireSound(PathOf(name), PathOf(name));
        CatalogFile.PutAsideUnlessSound(root.Catalog);
        using var from = CatalogFile.OpenForReading(PathOf(name));
        using var to = CatalogFile.OpenForWriting(root.Catalog);
        CatalogFile.Told(root.Catalog, () =>
        {
            from.BackupDatabase(to);
            SchemaSteps.To(to, root.Catalog, Migration.Newest);
        });
    }

    private static void Copy(string from, string to)
    {
        using var source = CatalogFile.OpenForReading(from);
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        target.Open();
        CatalogFile.Told(from, () => source.BackupDatabase(target));
    }

    private static void RequireSound(string file, string told)
    {
        try
        {
            using var db = CatalogFile.OpenForReading(file);
            var (unsound, schema) = CatalogFile.Told(file, () => (CatalogFile.Soundness(db), SchemaSteps.Of(db)));
            if ((unsound ?? (schema > Migration.Newest || schema < 1 ? $"its schema is {schema}, known are 1 to {Migration.Newest}." : null)) is { } why)
            {
                throw new TrainForgeException(Rules.BackupUnsound.Here(told, why));
            }
        }
        catch (TrainForgeException e) when (e.Diagnostic.Rule.Code == Rules.CatalogDamaged.Code)
        {
            throw new TrainForgeException(Rules.BackupUnsound.Here(told, "it is no sound database."), e);
        }
    }

    // Behind the last of the same second: a number that rotation has freed would sort before copies that are older.
    private string FreeName()
    {
        var begin = Prefix + clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z-'", CultureInfo.InvariantCulture);
        var last = List().LastOrDefault(name => IsOurs(name) && name.StartsWith(begin, StringComparison.Ordinal));
        var number = last is not null && int.TryParse(last.AsSpan(begin.Length), CultureInfo.InvariantCulture, out var taken) ? taken + 1 : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{begin}{number:D3}");
    }

    // A copy that somebody put there under a name of his own can be restored, and is his to remove.
    private static bool IsOurs(string name) => Ours().IsMatch(name);

    [GeneratedRegex("^catalog-[0-9]{8}T[0-9]{6}Z-[0-9]{3,}$")]
    private static partial Regex Ours();

    private string PathOf(string name) => Path.Combine(Folder, name + Extension);

    private static void Discard(string file)
    {
        foreach (var companion in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(file + companion);
        }
    }
}
