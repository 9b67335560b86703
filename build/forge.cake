// The main job end to end, on this repository's own Sample.ModelTests: tests -> dataset -> train -> convert -> evaluate.
// What follows the tests is a script of its own, build/sample.cake, because it uses the Cake addin that the build makes.
DirectoryPath Sample = Root.Combine("tests/Sample.ModelTests");

Task("Tests")
    .Description("Runs Sample.ModelTests, with the tests that fail on purpose, and so records its stashes.")
    .Does(() =>
    {
        // Only what the thread needs: the sample brings the package's tree with it, the scripts bring the addin. Analysers are 'Build's work.
        var addin = Root.CombineWithFilePath("src/Cake.TrainForge/Cake.TrainForge.csproj").FullPath;
        DotNetBuild(addin, new DotNetBuildSettings { Configuration = configuration, MSBuildSettings = new DotNetMSBuildSettings().WithProperty("RunAnalyzers", "false") });
        Information("Now the sample's tests. Three of them fail on purpose: a dataset that never saw a failure proves little.");
        var exit = StartProcess("dotnet", $"test {Sample.FullPath.Quote()} -c {configuration} -p:IncludeFailingSamples=true -p:RunAnalyzers=false");

        if (exit != 1)
        {
            throw new CakeException($"Sample.ModelTests ended with exit code {exit}; with its deliberate failures it must end with 1.");
        }

        Information("These failures were on purpose; their answers serve the dataset as wrong ones.");
    });

foreach (var (name, what, after) in new[]
{
    ("Dataset", "Builds the dataset from what Sample.ModelTests recorded.", "Tests"),
    ("Train", "Trains the sample model on the newest dataset, or reuses the run that did.", "Dataset"),
    ("Convert", "Converts the trained sample model to safetensors and to GGUF.", "Train"),
    ("Evaluate", "Evaluates the trained sample model against its gates.", "Train"),
})
{
    Task(name).Description(what).IsDependentOn(after).Does(() => RunSample(name));
}

Task("Forge")
    .Description("The main job end to end: tests, dataset, train, convert, evaluate.")
    .IsDependentOn("Tests")
    .Does(() => RunSample("Forge"));

void RunSample(string sampleTarget)
{
    var exit = StartProcess("dotnet", new ProcessSettings
    {
        Arguments = $"cake {Root.CombineWithFilePath("build/sample.cake").FullPath.Quote()} --target={sampleTarget} --tool={Tool().Quote()} --verbosity=quiet",
        WorkingDirectory = Root,
    });
    if (exit != 0)
    {
        throw new CakeException($"{sampleTarget} ended with exit code {exit}.");
    }
}
