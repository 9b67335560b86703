using System.Text.Json;
using Microsoft.Build.Framework;
using TrainForge.Files;
using TrainForge.Hooks.VsTest;
using TrainForge.Options;
using TrainForge.Tasks;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Core.Files;

/// <summary>
/// Everybody who looks for the root, asked every row of one table that they can be asked: test processes and the logger know no
/// option, the tool knows no property. Two that disagree record into one folder and build from another.
/// </summary>
public sealed class RootAgreementTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> ForTests() => [.. RootCase.All.Where(row => row.Source != nameof(RootSource.Option)).Select(row => row.Name)];

    public static TheoryData<string> ForTheTool() => [.. RootCase.All.Where(row => row.Source != nameof(RootSource.Property)).Select(row => row.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_row_is_left_to_one_alone() =>
        Assert.Equal(RootCase.All.Select(row => row.Name).Order(), ForTests().Union(ForTheTool()).Select(row => row.Data).Distinct().Order());

    [Theory]
    [MemberData(nameof(ForTests))]
    public void A_test_process_finds_it(string name)
    {
        var row = RootCase.Named(name).Under(_folder.Path);

        var started = RuntimeSettings.Read(Environment(row), key => key == RuntimeSettings.RootKey ? row.Property : null, row.Start);
        var configured = RuntimeSettings.Read(Environment(row), key => Configured(row, key), Directory.Exists(row.Start) ? Path.GetTempPath() : row.Start);

        Assert.Equal((row.Root, row.Root), (started.Root, configured.Root));
    }

    // As the package writes it: beside the assembly, far below the project, with the project's folder in it.
    [Theory]
    [MemberData(nameof(ForTests))]
    public void The_logger_finds_it(string name)
    {
        var row = RootCase.Named(name).Under(_folder.Path);
        Directory.CreateDirectory(row.Start);
        var properties = new Dictionary<string, string> { [RuntimeSettings.ToolKey] = "trainforge.dll", [RuntimeSettings.ProjectKey] = row.Start };
        if (row.Property is { Length: > 0 } property)
        {
            properties[RuntimeSettings.RootKey] = property;
        }

        var bin = Directory.CreateDirectory(_folder.File("bin ı")).FullName;
        File.WriteAllText(Path.Combine(bin, "A.Tests.runtimeconfig.json"), JsonSerializer.Serialize(new { runtimeOptions = new { configProperties = properties } }));

        Assert.Equal(row.Root, RuntimeConfiguration.Read(Path.Combine(bin, "A.Tests.dll"), Environment(row))?.Root);
    }

    [Theory]
    [MemberData(nameof(ForTests))]
    public void MSBuild_finds_it(string name)
    {
        var row = RootCase.Named(name).Under(_folder.Path);
        Dictionary<string, string> environment = row.Environment is null ? [] : new() { [RootFinder.Variable] = row.Environment };
        var task = new FindRoot
        {
            BuildEngine = new RecordingEngine(),
            TaskEnvironment = TaskEnvironment.CreateWithProjectDirectoryAndEnvironment(row.Start, environment),
            Root = row.Property,
        };

        Assert.True(task.Execute());
        Assert.Equal(row.Root, task.Found);
    }

    [Theory]
    [MemberData(nameof(ForTheTool))]
    public async Task The_tool_finds_it(string name)
    {
        var row = RootCase.Named(name).Under(_folder.Path);
        var tool = new ToolRun(row.Start, row.Environment is null ? [] : new() { [RootFinder.Variable] = row.Environment });

        await tool.RunAsync(["doctor", "--json", .. row.Option is null ? Array.Empty<string>() : ["--root", row.Option]]);

        using var json = JsonDocument.Parse(tool.Out);
        var root = json.RootElement.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("about").GetString() == "root");
        Assert.StartsWith(row.Root + " (", root.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private static Func<string, string?> Environment(RootCase row) => name => name == RootFinder.Variable ? row.Environment : null;

    private static string? Configured(RootCase row, string key) => key switch
    {
        RuntimeSettings.RootKey => row.Property,
        RuntimeSettings.ProjectKey => row.Start,
        _ => null,
    };
}
