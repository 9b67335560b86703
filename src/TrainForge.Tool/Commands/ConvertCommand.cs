using System.CommandLine;
using TrainForge.Options;
using TrainForge.Runs.Conversion;
using TrainForge.Runs.Training;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge convert: a completed run for other programs.</summary>
internal static class ConvertCommand
{
    public static Command Create(ToolContext tool)
    {
        var run = RunArgument.Create();
        Option<string?> to = new("--to") { Description = "gguf or safetensors. Default: 'conversion.format'.", HelpName = "format" };
        var command = new Command("convert", "Write a completed run in another format.") { run, to };
        var settings = new SettingsOptions(command);
        command.Runs(tool, (line, context, cancel) =>
        {
            var more = Given.Settings(("conversion.format", line.GetValue(to), "--to"));
            return Task.FromResult(Run(Project.Load(settings, line, context, more), line.GetValue(run), context, cancel));
        });
        return command;
    }

    internal static int Run(Project project, string? wanted, ToolContext tool, CancellationToken cancel)
    {
        if (project.Refuse(tool) is { } refused)
        {
            return refused;
        }

        var run = RunSearch.Find(project.Root, wanted, tool.Folder);
        tool.Begin();
        var (conversion, reused) = new ConversionJob(project.Root, ProductVersion.Text, tool.Clock).Run(run, project.Options.Conversion.Format, cancel);
        var format = Setting.KeyOf(conversion.Format.ToString());
        tool.Print(new { Run = run.Id, Format = format, conversion.Path, Reused = reused }, text =>
        {
            text.WriteLine(reused ? $"Reused the {format} of {run.Id}." : $"Converted {run.Id} to {format}.");
            text.WriteLine($"  {conversion.Path}");
        });
        return ExitCode.Done;
    }
}
