using System.CommandLine;

namespace TrainForge.Tool.Commands;

/// <summary>Every command, in the order help shows them. A new command is one file in this folder and one line here.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> Create(ToolContext tool) =>
    [
        InitCommand.Create(tool),
        SettingsCommand.Create(tool),
        ModelCommand.Create(tool),
        TrainCommand.Create(tool),
        RunsCommand.Create(tool),
        ConvertCommand.Create(tool),
        EvalCommand.Create(tool),
        ReportCommand.Create(tool),
        VerifyCommand.Create(tool),
        CleanCommand.Create(tool),
        DoctorCommand.Create(tool),
        IngestCommand.Create(tool),
        SourcesCommand.Create(tool),
        TestsChangedCommand.Create(tool),
        DatasetCommand.Create(tool),
        CatalogCommand.Create(tool),
        ExplainCommand.Create(tool),
    ];

    /// <summary>What every Create ends with: the action, run inside the edge and given the global options.</summary>
    public static void Runs(this Command command, ToolContext tool, Func<ParseResult, ToolContext, CancellationToken, Task<int>> action) =>
        command.SetAction((line, cancel) =>
        {
            var run = GlobalOptions.Apply(line, tool);
            return Edge.RunAsync(run, () => action(line, run, cancel), cancel);
        });

    /// <summary>For commands that never wait.</summary>
    public static void Runs(this Command command, ToolContext tool, Func<ParseResult, ToolContext, int> action) =>
        command.Runs(tool, (line, run, cancel) =>
        {
            cancel.ThrowIfCancellationRequested();
            return Task.FromResult(action(line, run));
        });
}
