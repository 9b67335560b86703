using System.CommandLine;
using TrainForge.Diagnostics;
using TrainForge.Runs.Examples;
using TrainForge.Runs.Models;

namespace TrainForge.Tool.Commands;

/// <summary>trainforge model init: a new model of one's own shape, in a folder of one's own.</summary>
internal static class ModelCommand
{
    public static Command Create(ToolContext tool)
    {
        Argument<string> folder = new("folder") { Description = "Where the model goes; it must not exist, or be empty." };
        Option<string?> dataset = new("--dataset") { Description = "The dataset whose text the tokenizer is trained on. Default: the configured one.", HelpName = "name[@v0001]" };
        var init = new Command("init", "Make a model that knows nothing yet, with a tokenizer trained on a dataset.") { folder, dataset };
        var settings = new SettingsOptions(init);
        init.Runs(tool, (line, run, cancel) =>
            Task.FromResult(Init(Project.Load(settings, line, run), line.GetValue(folder)!, line.GetValue(dataset), run, cancel)));
        return new Command("model", "Models to start from.") { init };
    }

    internal static int Init(Project project, string folder, string? dataset, ToolContext tool, CancellationToken cancel)
    {
        if (project.Refuse(tool) is { } refused)
        {
            return refused;
        }

        var path = tool.FullPath(folder);
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw new TrainForgeException(Rules.AlreadyThere.Here(path));
        }

        var data = TrainingDataset.Open(project.Root, dataset ?? project.Options.Dataset.Name, cancel);
        tool.Begin();
        var model = NewModel.Make(path, project.Options.Model, data, cancel);
        tool.Print(
            new { Folder = path, model.Config.VocabSize, model.Config.HiddenSize, Layers = model.Config.LayerCount },
            text => text.WriteLine($"Made a model of {Counted.Of(model.Config.LayerCount, "layer")} and {model.Config.VocabSize} tokens in {path}. Train it: trainforge train --base {folder}"));
        return ExitCode.Done;
    }
}
