using Microsoft.Data.Sqlite;

namespace TrainForge.Data.Catalog;

/// <summary>Rows by table and column names, values as parameters only. Commands are made once per statement.</summary>
internal sealed class CatalogWriter(SqliteConnection db) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public long Insert(string table, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var key = "+" + table;
        if (!_commands.TryGetValue(key, out var command))
        {
            var columns = new List<string>();
            foreach (var (column, _) in values)
            {
                columns.Add(column);
            }

            _commands[key] = command = New($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(c => "$" + c))})");
            columns.ForEach(c => command.Parameters.Add(new SqliteParameter("$" + c, null)));
        }

        foreach (var (column, value) in values)
        {
            command.Parameters["$" + column].Value = value ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
        return CatalogFile.Number(db, "SELECT last_insert_rowid()");
    }

    /// <summary>Key and stamp of what a table holds.</summary>
    /// <param name="key">An expression over its columns.</param>
    public Dictionary<string, string> Stamps(string table, string key)
    {
        using var command = New($"SELECT {key}, stamp FROM {table}");
        using var rows = command.ExecuteReader();
        var stamps = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            stamps[rows.GetString(0)] = rows.GetString(1);
        }

        return stamps;
    }

    public void Delete(string table, string key, string value)
    {
        var name = $"-{table}";
        if (!_commands.TryGetValue(name, out var command))
        {
            _commands[name] = command = New($"DELETE FROM {table} WHERE {key} = $key");
            command.Parameters.Add(new SqliteParameter("$key", null));
        }

        command.Parameters["$key"].Value = value;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand New(string sql)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
