using SQLitePCL;

namespace TrainForge.Data.Catalog;

/// <summary>
/// What a question of a person's own may do: read. 'query_only' alone is a setting that a question could take back; what is refused
/// here SQLite does not even prepare.
/// </summary>
internal static class QueryRights
{
    private const int Allowed = 0;
    private const int Denied = 1;

    // Of those that tell of the schema; none of them sets anything.
    private static readonly HashSet<string> Telling = new(StringComparer.OrdinalIgnoreCase)
    {
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list", "function_list", "pragma_list", "compile_options", "collation_list",
    };

    public static void Limit(sqlite3 db)
    {
        raw.sqlite3_set_authorizer(db, (_, action, first, second, _, _) => IsReading(action, first, second) ? Allowed : Denied, null);

        // Nobody may leave the catalog: ATTACH would open any file.
        raw.sqlite3_limit(db, raw.SQLITE_LIMIT_ATTACHED, 0);
    }

    private static bool IsReading(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_FUNCTION or raw.SQLITE_RECURSIVE => true,
        raw.SQLITE_PRAGMA => first is not null && (Telling.Contains(first) || (second is null && string.Equals(first, "user_version", StringComparison.OrdinalIgnoreCase))),
        _ => false,
    };
}
