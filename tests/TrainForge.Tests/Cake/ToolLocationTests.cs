using Cake.Core;
using Cake.Core.IO;
using Cake.TrainForge;
using TrainForge.Diagnostics;
using TrainForge.Tests.Infra;

namespace TrainForge.Tests.Cake;

public sealed class ToolLocationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_manifest_that_names_the_tool_is_taken()
    {
        File.WriteAllText(_folder.File("dotnet-tools.json"), """{"tools": {"trainforge.tool": {}}}""");

        Assert.Equal(["tool", "run", "trainforge", "--"], Find());
    }

    // A file that is no manifest is passed over, and one that is not JSON is told.
    [Theory]
    [InlineData("[]", "TF8002")]
    [InlineData("{\"tools\": []}", "TF8002")]
    [InlineData("{", "TF8003")]
    public void A_file_that_is_no_manifest_is_no_defect(string text, string code)
    {
        File.WriteAllText(_folder.File("dotnet-tools.json"), text);

        Assert.Equal(code, Assert.Throws<TrainForgeException>(Find).Diagnostic.Rule.Code);
    }

    private IReadOnlyList<string> Find() => new ToolLocation(new FileSystem(), new Place(_folder.Path)).Command(new TrainForgeTrainSettings());

    // Cake's own would change the current folder of this process. There are no packages here.
    private sealed class Place(string folder) : ICakeEnvironment
    {
        public DirectoryPath WorkingDirectory { get; set; } = folder;

        public DirectoryPath ApplicationRoot => WorkingDirectory;

        public ICakePlatform Platform => throw new NotSupportedException();

        public ICakeRuntime Runtime => throw new NotSupportedException();

        public DirectoryPath GetSpecialPath(SpecialPath path) => WorkingDirectory;

        public string GetEnvironmentVariable(string variable) => WorkingDirectory.Combine("packages").FullPath;

        public IDictionary<string, string> GetEnvironmentVariables() => new Dictionary<string, string>();
    }
}
