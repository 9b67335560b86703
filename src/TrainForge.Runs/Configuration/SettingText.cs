using System.Globalization;
using TrainForge.Options;

namespace TrainForge.Runs.Configuration;

/// <summary>A default as it is written in YAML; the loader reads the same value back.</summary>
internal static class SettingText
{
    private static readonly string[] Quoted = ["", "yes", "no", "on", "off", "y", "n", "true", "false", "null", "~"];

    public static string Of(object? value) => value switch
    {
        null => "~",
        bool b => b ? "true" : "false",
        string s => Text(s),
        Enum e => Setting.KeyOf(e.ToString()),
        double d => d.ToString("0.############", CultureInfo.InvariantCulture),
        IFormattable n => n.ToString(null, CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => $"[{string.Join(", ", list.Select(Text))}]",
        _ => "{}",
    };

    private static string Text(string text) =>
        Quoted.Contains(text.ToLowerInvariant()) || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '-')
            ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : text;
}
