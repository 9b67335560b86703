using Microsoft.Build.Utilities;
using TrainForge.Diagnostics;

namespace TrainForge.Tasks;

/// <summary>Our diagnostics as MSBuild's own events.</summary>
internal static class BuildLog
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
}
