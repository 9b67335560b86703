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

Task("Forge")
    .IsDependentOn("Dataset")
    .IsDependentOn("Train")
    .IsDependentOn("Convert")
    .IsDependentOn("Evaluate")
    .Does(() =>
    {
        var root = sample.Combine(".trainforge");
        Console.WriteLine();
        Console.WriteLine($"Everything is in {root}:");
        Console.WriteLine("  stashes/         what each test left: metadata.json with its outcome, interactions.jsonl");
        Console.WriteLine("  datasets/        versions named v0001, v0002, … with MANIFEST.json and SHA256SUMS");
        Console.WriteLine("  final_training/  runs named by the fingerprints of what was trained and how");
        Console.WriteLine("  conversion/      the newest run as safetensors and as GGUF");
        Console.WriteLine("  evaluations/     reports with their gates");
        Console.WriteLine();
        Console.WriteLine("Next:");
        Console.WriteLine("  ./build.sh Forge                                         again: what has not changed is reused");
        Console.WriteLine($"  cd {MakeAbsolute(Directory("..")).GetRelativePath(sample)}, then dotnet {MakeAbsolute(File(Argument<string>("tool"))).FullPath.Quote()} verify    trains again and compares every byte");
        Console.WriteLine("  README.md, 'Five lines for your own test project'        the same for your own tests");
    });

RunTarget(Argument<string>("target"));

T Here<T>(T settings)
    where T : TrainForgeSettings
{
    settings.TrainForgeTool = Argument<string>("tool");
    settings.WorkingDirectory = sample;
    return settings;
}
