// Ready-made targets. In a script:
//   #addin nuget:?package=Cake.TrainForge&version=…
//   #load nuget:?package=Cake.TrainForge&version=…
// then hang your own tasks on them, or run them by name: dotnet cake --target=TrainForge-Train
Task("TrainForge-Dataset")
    .Description("Builds the dataset from what the tests recorded.")
    .Does(() => TrainForgeDataset(new TrainForgeDatasetSettings { Name = Argument<string>("dataset", null) }));

Task("TrainForge-Train")
    .Description("Trains on the newest dataset version; --mode=reuse_if_exists|force_new|…")
    .IsDependentOn("TrainForge-Dataset")
    .Does(() => TrainForgeTrain(new TrainForgeTrainSettings { Dataset = Argument<string>("dataset", null), Mode = Argument<string>("mode", null) }));

Task("TrainForge-Convert")
    .Description("Converts the newest completed run; --to=gguf|safetensors")
    .IsDependentOn("TrainForge-Train")
    .Does(() => TrainForgeConvert(new TrainForgeConvertSettings { To = Argument("to", "gguf") }));

Task("TrainForge-Evaluate")
    .Description("Evaluates the newest completed run against its gates.")
    .IsDependentOn("TrainForge-Train")
    .Does(() => TrainForgeEvaluate(new TrainForgeEvaluateSettings { Suite = Argument<string>("suite", null) }));
