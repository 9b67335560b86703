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

    // A line break in a value would end the diagnostic early in a build log; other control characters would command the terminal.
    private static string OneLine(string message) =>
        !message.AsSpan().ContainsAnyInRange('\u0000', '\u001f') && !message.AsSpan().ContainsAnyInRange('\u007f', '\u009f')
            ? message
            : string.Concat(message.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));
}
