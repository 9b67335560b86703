using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using TrainForge.Diagnostics;
using TrainForge.Runs.Configuration;
using TrainForge.Tool.Checkups;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge doctor: everything that decides whether recording and training can work here. It changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("doctor", "Check this machine and this project; exit code 1 when something stands in the way.");
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) => RunAsync(settings.Load(line, run), run, cancel));
        return command;
    }

    internal static async Task<int> RunAsync(Configuration configuration, ToolContext tool, CancellationToken cancel)
    {
        List<Finding> findings =
        [
            new("tool", Verdict.Ok, $"trainforge {ProductVersion.Text} in {AppContext.BaseDirectory}"),
            new("runtime", Verdict.Ok, string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors")),
            .. RootCheckup.Of(tool.LocateRoot(), tool.Clock.GetUtcNow()),
            .. NotesCheckup.Of(tool.LocateRoot()),
            .. Settings(configuration),
            .. await SoftwareCheckup.RunAsync(tool, cancel),
        ];

        tool.Print(new { Healthy = findings.All(f => f.Verdict != Verdict.Problem), Findings = findings }, text =>
        {
            foreach (var finding in findings)
            {
                text.WriteLine($"{Mark(finding.Verdict)} {finding.About,-13} {finding.Text}");
            }
        });
        return findings.Exists(f => f.Verdict == Verdict.Problem) ? ExitCode.Failed : ExitCode.Done;
    }

    private static IEnumerable<Finding> Settings(Configuration configuration) =>
        configuration.Problems.Count > 0
            ? configuration.Problems.Select(p => new Finding("configuration", p.Rule.Severity == Severity.Error ? Verdict.Problem : Verdict.Note, p.ToString()))
            : [new Finding("configuration", Verdict.Ok, configuration.File is { } file ? $"{file}, environment {configuration.Options.Environment}" : "no trainforge.yaml, the defaults hold; 'trainforge init' writes one")];

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok     ",
        Verdict.Note => "note   ",
        _ => "PROBLEM",
    };
}
