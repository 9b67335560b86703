using System.CommandLine;
using System.Globalization;
using TrainForge.Conversations;
using TrainForge.Data.Sources;
using TrainForge.Diagnostics;
using TrainForge.Options;
using TrainForge.Redaction;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge ingest stash: stashes of another machine's test runs, each once however often it is brought in.</summary>
internal static class IngestStashCommand
{
    public static Command Create(ToolContext tool)
    {
        Argument<string[]> paths = new("path") { Description = "Folders with stashes in them, at any depth.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("stash", "Bring in stashes of other machines' test runs.") { paths };
        var terms = new TermsOptions(command);
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, run, cancel) =>
        {
            var configuration = settings.Load(line, run);
            return Task.FromResult(run.Tell(configuration.Problems) is not ExitCode.Done and var code
                ? code
                : Run(line.GetRequiredValue(paths), terms.Read(line), configuration.Options.Redaction, run, cancel));
        });
        return command;
    }

    internal static int Run(IReadOnlyList<string> paths, SourceTerms terms, RedactionOptions redaction, ToolContext tool, CancellationToken cancel)
    {
        var root = tool.FindRoot();
        var key = redaction.Pseudonyms ? PseudonymKey.LoadOrCreate(Path.Combine(root.Folder, PseudonymKey.FileName)) : null;
        tool.Begin();
        var report = new StashIngest(root, new Redactor(redaction, key)).Run([.. paths.Select(tool.FullPath)], terms, cancel);
        tool.Tell(report.Problems);
        tool.Print(
            new { report.Found, report.Added, report.AlreadyThere, report.Restated, report.Interactions, report.Redactions, report.Results, report.FilesLeft },
            text => text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(report.Found, "stash", "stashes")} found, {report.Added} added with {Counted.Of(report.Interactions, "model call")}, {report.AlreadyThere} there already{(report.Restated > 0 ? $", {report.Restated} of them with other terms now" : "")}; {Counted.Of(report.Redactions.Values.Sum(), "value")} redacted.{(report.FilesLeft > 0 ? $" Left where they are: {Counted.Of(report.FilesLeft, "log or attached file", "logs and attached files")}." : "")}{TermsOptions.AfterRestating(report.Restated)}")));
        return ExitCode.Done;
    }
}
