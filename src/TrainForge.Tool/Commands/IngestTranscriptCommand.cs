using System.CommandLine;
using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Sources.Packs;
using TrainForge.Data.Sources.SessionLogs;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge ingest claude-code, codex, …: conversations other programs recorded, each file once however often it is brought in.</summary>
internal static class IngestTranscriptCommand
{
    public static Command Create(TranscriptKind kind, ToolContext tool)
    {
        Argument<string[]> paths = new("path") { Description = kind.IsOfFolders ? "Folders of this kind, or folders with such in them, at any depth." : "Files, or folders with files of this kind in them, at any depth.", Arity = ArgumentArity.OneOrMore };
        var command = new Command(kind.Name, kind.About) { paths };
        Option<string?> week = new("--week") { Description = "Only files of this week, as 2026-W10. Default: all.", HelpName = "week" };
        if (kind.IsByDay)
        {
            command.Add(week);
        }

        var terms = new TermsOptions(command);
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var configuration = settings.Load(line, run);
            return Task.FromResult(run.Tell(configuration.Problems) is not ExitCode.Done and var code
                ? code
                : Run(kind, line.GetRequiredValue(paths), kind.IsByDay && line.GetValue(week) is { } text ? LogWeek.Parse(text) : null, terms.Read(line), configuration.Options, run, cancel));
        });
        return command;
    }

    private static int Run(TranscriptKind kind, IReadOnlyList<string> paths, LogWeek? week, SourceTerms terms, ProjectOptions options, ToolContext tool, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        var key = options.Redaction.Pseudonyms ? PseudonymKey.LoadOrCreate(Path.Combine(root.Folder, PseudonymKey.FileName)) : null;
        tool.Begin();
        var report = new TranscriptIngest(root, new Redactor(options.Redaction, key), options.Dataset).Run(kind, [.. paths.Select(tool.FullPath)], week, terms, cancel);
        var code = tool.Tell(report.Problems);
        tool.Print(
            new { report.Found, report.Added, report.AlreadyThere, report.Restated, report.Empty, report.Failed, report.Notes, report.Redactions },
            text => text.WriteLine(Sentence(kind, report)));
        return code;
    }

    private static string Sentence(TranscriptKind kind, TranscriptReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Counted.Of(report.Found, kind.IsOfFolders ? "folder" : "file")} found, {report.Added} added with {Counted.Of(report.Notes.GetValueOrDefault("conversations"), "conversation")}, {report.AlreadyThere} there already{Some(report.Restated, " of them with other terms now")}{Some(report.Empty, " without a conversation")}{Some(report.Failed, " could not be read")}; {Counted.Of(report.Notes.GetValueOrDefault("bad-lines"), "line")} left out, {Counted.Of(report.Redactions.Values.Sum(), "value")} redacted.{TermsOptions.AfterRestating(report.Restated)}");

    private static string Some(int count, string what) => count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {count}{what}") : "";
}
