using System.Globalization;
using System.Text;
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
        double d => Number(d),
        IFormattable n => n.ToString(null, CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => $"[{string.Join(", ", list.Select(Text))}]",
        _ => "{}",
    };

    // Without an exponent as far as that says the same number.
    private static string Number(double value) =>
        value.ToString("0.############", CultureInfo.InvariantCulture) is var plain && double.Parse(plain, CultureInfo.InvariantCulture) == value
            ? plain
            : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string text)
    {
        if (!Quoted.Contains(text.ToLowerInvariant()) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '-'))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            // One line, whatever stands in it, and nothing that commands a terminal.
            _ = c is '\\' or '"' ? quoted.Append('\\').Append(c)
                : char.IsControl(c) || c is '\u2028' or '\u2029' ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
