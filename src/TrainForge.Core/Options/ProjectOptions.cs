namespace TrainForge.Options;

/// <summary>trainforge.yaml as a whole.</summary>
public sealed record ProjectOptions : ISection
{
    /// <summary>The one environment that need not be described.</summary>
    public const string DefaultEnvironment = "local";

    [Setting("Name of the project in reports and model cards. Empty: the name of the folder that holds this file.", Max = 80)]
    public string Project { get; init; } = "";

    [Setting("Which of 'environments' applies when --env does not say. Part of the folders that runs are written to.", Min = 1, Max = 40)]
    public string Environment { get; init; } = DefaultEnvironment;

    [Setting("What the tests record. Test processes get this and 'redaction' when the test project is built: after a change, build again before 'dotnet test --no-build'.")]
    public CaptureOptions Capture { get; init; } = new();

    [Setting("What people read of the tests: a page, a summary and diagrams in 'reports'.")]
    public ReportOptions Report { get; init; } = new();

    [Setting("When the model tests need not run again: 'trainforge tests-changed'.")]
    public TestGateOptions Gate { get; init; } = new();

    [Setting("What is replaced before anything is written.")]
    public RedactionOptions Redaction { get; init; } = new();

    [Setting("How recorded interactions become a dataset version.")]
    public DatasetOptions Dataset { get; init; } = new();

    [Setting("The model that 'trainforge model init' makes when training starts from nothing.")]
    public ModelOptions Model { get; init; } = new();

    [Setting("How a dataset version becomes a model.")]
    public TrainingOptions Training { get; init; } = new();

    [Setting("How a trained model is written for other programs.")]
    public ConversionOptions Conversion { get; init; } = new();

    [Setting("How a model is judged.")]
    public EvaluationOptions Evaluation { get; init; } = new();
}
