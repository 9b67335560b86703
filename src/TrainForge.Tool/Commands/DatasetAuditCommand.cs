using System.CommandLine;
using System.Globalization;
using TrainForge.Data.Audit;
using TrainForge.Diagnostics;
using TrainForge.Options;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge dataset audit: what a model would learn by heart from a version, and what nobody should learn. 3 when it falls short.</summary>
internal static class DatasetAuditCommand
{
    public static Command Create(ToolContext tool)
    {
        Option<bool> strict = new("--strict") { Description = "Fall short on soft checks too." };
        Option<bool> checks = new("--checks") { Description = "List the checks and their limits; nothing is looked at." };
        var command = new Command("audit", "Look over a version before training: leaks, scaffolding, surfaces that repeat too often.") { strict, checks };
        var naming = new DatasetNaming(command);
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var project = Project.Load(settings, line, run);
            return Task.FromResult(project.Refuse(run) ?? (line.GetValue(checks)
                ? List(project.Options.Dataset.Audit, run)
                : Run(DatasetAudit.Run(naming.Find(line, project.Configuration, run), project.Options.Dataset.Audit, project.Options.Redaction, project.BaseFolder, cancel), line.GetValue(strict), run)));
        });
        return command;
    }

    internal static int Run(AuditReport report, bool strict, ToolContext tool)
    {
        var version = report.Version;
        var over = report.Findings.Where(f => f.IsOver).ToList();
        var passed = !report.FellShort && !(strict && over.Count > 0);
        foreach (var finding in over)
        {
            var rule = strict || finding.Level == AuditLevel.Hard ? Rules.AuditFellShort : Rules.AuditWarns;
            tool.Tell([rule.Here(finding.Check, finding.Hits, finding.Judged, Percent(finding.Percent), finding.About, Percent(finding.MaxPercent), string.Join(", ", finding.Examples))]);
        }

        tool.Print(
            new { version.Manifest.Name, version.Version, version.Manifest.ContentHash, Passed = passed, report.Rows, Checks = report.Findings.Select(f => new { Name = f.Check, Level = Setting.KeyOf(f.Level.ToString()), f.MaxPercent, f.Hits, f.Judged, f.Percent, Over = f.IsOver, f.Examples }) },
            text =>
            {
                foreach (var finding in report.Findings)
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(finding.IsOver ? "over" : finding.Judged == 0 ? "-" : "ok"),-5} {finding.Check,-18} {finding.Hits,6} of {finding.Judged,-7} {Percent(finding.Percent),6} % (limit {Percent(finding.MaxPercent)} %, {Setting.KeyOf(finding.Level.ToString())}{(finding.IsTooFew ? "; fewer than dataset.audit.min_hits" : "")})"));
                }

                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{version.Manifest.Name} {version.Version}: {Counted.Of(report.Rows, "row")}, {over.Count} of {report.Findings.Count} checks over their limit: {(passed ? "passed" : "fell short")}."));
            });
        return passed ? ExitCode.Done : ExitCode.FellShort;
    }

    private static int List(AuditOptions options, ToolContext tool)
    {
        var checks = DatasetAudit.Checks(options);
        tool.Print(
            checks.Select(c => new { Name = c.Check, Level = Setting.KeyOf(c.Level.ToString()), c.MaxPercent, c.About }),
            text =>
            {
                foreach (var check in checks)
                {
                    text.WriteLine($"{check.Check,-18} {Setting.KeyOf(check.Level.ToString()),-5} {Percent(check.MaxPercent),4} %  rows that {check.About}");
                }
            });
        return ExitCode.Done;
    }

    private static string Percent(double percent) => percent.ToString("0.##", CultureInfo.InvariantCulture);
}
