// The main job end to end, on this repository's own Sample.ModelTests: tests -> dataset -> train -> convert -> evaluate.
// The parts that are not built yet say so and fail; they do not pretend.
foreach (var (name, what) in new[]
{
    ("Dataset", "Builds the dataset from what Sample.ModelTests recorded."),
    ("Train", "Trains the sample model on the newest dataset."),
    ("Convert", "Converts the trained sample model."),
    ("Evaluate", "Evaluates the trained sample model against its gate."),
    ("Forge", "The main job end to end: tests, dataset, train, convert, evaluate."),
})
{
    Task(name)
        .Description(what)
        .Does(() => throw new CakeException($"'{name}' is not built yet."));
}
