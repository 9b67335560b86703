using System.Globalization;
using System.Text;

namespace TrainForge.Text.Templates.Evaluation;

/// <summary>A time as strftime writes it in the C locale. A directive that is not known stays as it is written.</summary>
internal static class ClockText
{
    public static string Format(DateTimeOffset now, string format)
    {
        var text = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 >= format.Length)
            {
                text.Append(format[at]);
                continue;
            }

            var bare = format[at + 1] == '-' && at + 2 < format.Length;
            at += bare ? 2 : 1;
            var part = Part(now, format[at]) ?? (bare ? "%-" : "%") + format[at];
            text.Append(bare && part.Length > 1 ? part.TrimStart('0') is { Length: > 0 } digits ? digits : "0" : part);
        }

        return text.ToString();
    }

    private static string? Part(DateTimeOffset now, char directive) => directive switch
    {
        'Y' => In(now, "yyyy"),
        'y' => In(now, "yy"),
        'm' => In(now, "MM"),
        'd' => In(now, "dd"),
        'e' => now.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'B' => In(now, "MMMM"),
        'b' or 'h' => In(now, "MMM"),
        'A' => In(now, "dddd"),
        'a' => In(now, "ddd"),
        'H' => In(now, "HH"),
        'I' => In(now, "hh"),
        'M' => In(now, "mm"),
        'S' => In(now, "ss"),
        'f' => In(now, "ffffff"),
        'p' => In(now, "tt"),
        'j' => now.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'w' => ((int)now.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'u' => ((((int)now.DayOfWeek) + 6) % 7 + 1).ToString(CultureInfo.InvariantCulture),
        'F' => In(now, "yyyy-MM-dd"),
        'D' or 'x' => In(now, "MM/dd/yy"),
        'T' or 'X' => In(now, "HH:mm:ss"),
        'R' => In(now, "HH:mm"),
        'c' => In(now, "ddd MMM ") + now.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2) + In(now, " HH:mm:ss yyyy"),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => null,
    };

    private static string In(DateTimeOffset now, string format) => now.ToString(format, CultureInfo.InvariantCulture);
}
