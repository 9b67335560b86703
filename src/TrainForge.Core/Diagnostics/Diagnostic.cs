using System.Globalization;

namespace TrainForge.Diagnostics;

/// <summary>A rule that fired, with the values that made it fire.</summary>
public sealed record Diagnostic(DiagnosticRule Rule, SourcePoint Where, IReadOnlyList<object> Args)
{
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.Format, [.. Args]);

    /// <summary>
    /// The five-part form MSBuild recognises in any tool's output, so one line serves the
    /// terminal, the build log and the editor. Never reword it per host.
    /// </summary>
    public override string ToString()
    {
        var severity = Rule.Severity == Severity.Error ? "error" : "warning";
        return $"{Where}: {severity} {Rule.Code}: {OneLine(Message)}";
    }

    // A value with a line break in it would end the diagnostic early in a build log.
    private static string OneLine(string message) =>
        message.AsSpan().IndexOfAny('\r', '\n') < 0 ? message : message.ReplaceLineEndings(" ");
}
