using TrainForge.Tool;

namespace TrainForge.Tests.Infra;

/// <summary>Runs the tool inside this process, in a world of its own: folder, environment, clock, streams.</summary>
internal sealed class ToolRun(string folder, Dictionary<string, string>? environment = null, TimeProvider? clock = null)
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public ToolContext Context => new()
    {
        Out = _out,
        Error = _error,
        Folder = folder,
        Environment = name => environment?.GetValueOrDefault(name),
        Clock = clock ?? TimeProvider.System,
        StartBeside = Started.Add,
        AskProgram = (program, _, _) => Task.FromResult(Programs.GetValueOrDefault(program)),
    };

    /// <summary>With which arguments the tool was to be started again, beside this run.</summary>
    public List<IReadOnlyList<string>> Started { get; } = [];

    /// <summary>What is installed in this world, and what it answers.</summary>
    public Dictionary<string, string?> Programs { get; } = [];

    public Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, Context, CancellationToken.None);
}
