using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Build.Utilities;
using TrainForge.Diagnostics;

namespace TrainForge.Tasks;

/// <summary>Our diagnostics, and the lines the tool prints of them, as MSBuild's own events.</summary>
internal static partial class BuildLog
{
    public static void Report(this TaskLoggingHelper log, Diagnostic d)
    {
        if (d.Rule.Severity == Severity.Error)
        {
            log.LogError(null, d.Rule.Code, d.Rule.Code, null, d.Where.File, d.Where.Line, d.Where.Column, 0, 0, d.Message);
        }
        else
        {
            log.LogWarning(null, d.Rule.Code, d.Rule.Code, null, d.Where.File, d.Where.Line, d.Where.Column, 0, 0, d.Message);
        }
    }

    /// <summary>A line of the tool, errors too, as a warning with its code and place. False when it is no diagnostic.</summary>
    public static bool TryWarn(this TaskLoggingHelper log, string line)
    {
        var match = Line().Match(line);
        if (!match.Success)
        {
            return false;
        }

        var (file, code) = (match.Groups["file"].Value, match.Groups["code"].Value);
        log.LogWarning(null, code, code, null, file == "trainforge" ? null : file, Number("line"), Number("column"), 0, 0, match.Groups["text"].Value);
        return true;

        int Number(string group) => int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
    }

    [GeneratedRegex(@"^(?<file>.+?)(\((?<line>[0-9]+)(,(?<column>[0-9]+))?\))?: (error|warning) (?<code>TF[0-9]{4}): (?<text>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
