// What a user's build script would do, with the addin of this build. Run through ./build.sh Dataset|Train|Convert|Evaluate|Forge.
#r "../artifacts/bin/Cake.TrainForge/release/Cake.TrainForge.dll"

using Cake.TrainForge;

var sample = MakeAbsolute(Directory("../tests/Sample.ModelTests"));

Task("Dataset").Does(() => TrainForgeDataset(Here(new TrainForgeDatasetSettings())));

Task("Train").Does(() => TrainForgeTrain(Here(new TrainForgeTrainSettings())));

Task("Convert")
    .Does(() => TrainForgeConvert(Here(new TrainForgeConvertSettings { To = "safetensors" })))
    .Does(() => TrainForgeConvert(Here(new TrainForgeConvertSettings { To = "gguf" })));

Task("Evaluate").Does(() => TrainForgeEvaluate(Here(new TrainForgeEvaluateSettings())));

Task("Summary").Does(() =>
{
    Console.WriteLine();
    Console.WriteLine($"Everything is in {sample}/.trainforge:");
    foreach (var folder in new[] { "stashes", "datasets", "final_training", "conversion", "evaluations" })
    {
        Console.WriteLine($"  {folder,-15} {GetSubDirectories(sample.Combine(".trainforge").Combine(folder)).Count} inside");
    }

    Console.WriteLine();
    Console.WriteLine("Next: trainforge verify (train again, compare every byte), trainforge dataset show, or add TrainForge.Build to a test project of yours.");
});

RunTarget(Argument<string>("target"));

T Here<T>(T settings)
    where T : TrainForgeSettings
{
    settings.TrainForgeTool = Argument<string>("tool");
    settings.WorkingDirectory = sample;
    return settings;
}
