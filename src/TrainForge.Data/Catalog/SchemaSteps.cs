using Microsoft.Data.Sqlite;
using TrainForge.Diagnostics;

namespace TrainForge.Data.Catalog;

/// <summary>Takes the schema up and down, step by step, all in one transaction.</summary>
internal static class SchemaSteps
{
    public static int Of(SqliteConnection db) => (int)CatalogFile.Number(db, "PRAGMA user_version");

    /// <param name="target">0 leaves an empty database.</param>
    public static void To(SqliteConnection db, string path, int target)
    {
        if (Of(db) == target)
        {
            return;
        }

        // Foreign keys can be switched only outside a transaction; while tables go they would only be in the way.
        CatalogFile.Run(db, "PRAGMA foreign_keys = OFF");
        using (var change = CatalogChange.Begin(db))
        {
            // Looked at again: another process may have been quicker.
            var now = Of(db);
            if (now > Migration.Newest)
            {
                throw new TrainForgeException(Rules.CatalogTooNew.Here(path, now, Migration.Newest));
            }

            foreach (var step in Steps(now, target))
            {
                CatalogFile.Run(db, step);
            }

            CatalogFile.Run(db, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA user_version = {target}"));
            change.Commit();
        }

        CatalogFile.Run(db, "PRAGMA foreign_keys = ON");
    }

    private static IEnumerable<string> Steps(int now, int target) => target >= now
        ? Migration.All.Where(m => m.Number > now && m.Number <= target).Select(m => m.Up)
        : Migration.All.Where(m => m.Number <= now && m.Number > target).OrderByDescending(m => m.Number).Select(m => m.Down);
}
