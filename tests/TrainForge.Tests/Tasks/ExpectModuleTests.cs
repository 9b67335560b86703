using TrainForge.Datasets;
using TrainForge.Options;
using TrainForge.Tasks;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Tasks;

public sealed class ExpectModuleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _folder.Dispose();

    // The last module died: what the others left to it is asked for by the command line.
    [Fact]
    public void The_end_of_the_command_line_serves_a_request_that_nobody_served()
    {
        var settings = Settings;
        Directory.CreateDirectory(_folder.File("root", "stashes"));
        BuildRequest.Leave(settings);

        ExpectModule.End(settings, _output);

        Assert.Contains("warning TF5050: The dataset was not built: There is no trainforge tool at ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_nothing_when_nobody_left_one()
    {
        Directory.CreateDirectory(_folder.File("root", "stashes"));

        ExpectModule.End(Settings, _output);

        Assert.Equal("", _output.ToString());
    }

    private RuntimeSettings Settings => new() { Enabled = true, Root = _folder.File("root"), Project = _folder.Path, Tool = _folder.File("missing.dll") };
}
