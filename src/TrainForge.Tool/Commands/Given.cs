using TrainForge.Runs.Configuration;

namespace TrainForge.Tool.Commands;

/// <summary>A command's own options as settings: only those that were given.</summary>
internal static class Given
{
    public static IEnumerable<SettingOverride> Settings(params IEnumerable<(string Key, string? Value, string Origin)> options) =>
        options.Where(o => o.Value is not null).Select(o => new SettingOverride(o.Key, Quote(o.Value!), o.Origin));

    // Values are read as YAML; a path or a name is a text, whatever it looks like.
    private static string Quote(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
}
